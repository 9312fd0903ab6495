import { fieldNames } from '../names';
import { ServiceNameField } from './ServiceNameField';
import { validateServiceName } from './validateServiceName';

export const serviceNameField = {
  name: fieldNames.serviceName,
  component: ServiceNameField,
  validation: validateServiceName,
};
