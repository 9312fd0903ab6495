export * from './types';
export { KnexLeaseStore } from './KnexLeaseStore';
export { KnexStateStore } from './KnexStateStore';
export { KnexTroubleStore } from './KnexTroubleStore';
export { promptly } from './promptly';
