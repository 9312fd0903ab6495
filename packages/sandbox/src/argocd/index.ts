export * from './api';
export * from './controller';
export * from './stream';
export { ARGOCD_NAMESPACE } from './types';
export { upsertApplication } from './upsert';
