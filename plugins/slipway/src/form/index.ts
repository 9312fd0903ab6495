export { environmentsField } from './EnvironmentsField';
export { moreField } from './MoreField';
export { previewField } from './PreviewField';
export { repositoryField } from './RepositoryField';
export { serviceNameField } from './ServiceNameField';
