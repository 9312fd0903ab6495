export * from './sources';
export * from './platform';
export { createComposer } from './create/composer';
export type { Composed, Composer } from './create/composer';
export { over } from './create/form';
export type { FormEnvironment, ServiceForm } from './create/form';
export { gitHosts } from './create/repository';
export type { GitHost, RepositoryPlace } from './create/repository';
