export * from './api';
export * from './controller';
export * from './stream';
export { ARGOCD_NAMESPACE, ARGOCD_VERSION } from './types';
export { upsertApplication } from './upsert';
