import { fieldNames } from '../names';
import { EnvironmentsField } from './EnvironmentsField';

export const environmentsField = {
  name: fieldNames.environments,
  component: EnvironmentsField,
};
