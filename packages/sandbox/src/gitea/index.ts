export * from './gitHost';
export * from './http';
export { GITEA_USER, GITEA_PASSWORD } from './access';
export { GITEA_VERSION } from './api';
export type { PageSource, RunSummary } from './pages';
