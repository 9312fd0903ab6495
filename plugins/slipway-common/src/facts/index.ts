export * from './backups';
export * from './delivery';
export * from './deployments';
export * from './exposure';
export * from './fact';
export * from './quota';
export * from './scaling';
export * from './secrets';
