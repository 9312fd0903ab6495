import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EnvironmentsField } from './EnvironmentsField';

export const environmentsField = createFormField({
  name: 'SlipwayEnvironments',
  component: EnvironmentsField,
});
