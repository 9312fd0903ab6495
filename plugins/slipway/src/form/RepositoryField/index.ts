import { fieldNames } from '../names';
import { RepositoryField } from './RepositoryField';

export const repositoryField = {
  name: fieldNames.repository,
  component: RepositoryField,
};
