export { applicationLink, argoInstances } from './argocd';
export type { ArgoInstance } from './argocd';
export * from './sources';
export * from './platform';
export { createStateClient, stateServiceRef } from './state';
export type { OnBehalf, SlipwayState, SomeState } from './state';
export {
  carriesImages,
  isAsRendered,
  lockFiles,
  managedFiles,
  renderedWith,
  renderedWithNow,
} from './goldenPath';
export type { RenderedWith } from './goldenPath';
export { createComposer } from './create/composer';
export type { Composed, Composer } from './create/composer';
export { over } from './create/form';
export type { FormEnvironment, ServiceForm } from './create/form';
export { gitHosts } from './create/repository';
export type { GitHost, RepositoryPlace } from './create/repository';
