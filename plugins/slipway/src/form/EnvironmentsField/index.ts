import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EnvironmentsField } from './EnvironmentsField';
import { validateEnvironments } from './validateEnvironments';

export const environmentsField = createFormField({
  name: 'SlipwayEnvironments',
  component: EnvironmentsField,
  validation: validateEnvironments,
});
