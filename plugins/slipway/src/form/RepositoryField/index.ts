import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RepositoryField } from './RepositoryField';

export const repositoryField = createFormField({
  name: 'SlipwayRepository',
  component: RepositoryField,
});
