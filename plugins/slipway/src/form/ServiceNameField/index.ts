import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ServiceNameField } from './ServiceNameField';
import { validateServiceName } from './validateServiceName';

export const serviceNameField = createFormField({
  name: 'SlipwayServiceName',
  component: ServiceNameField,
  validation: validateServiceName,
});
