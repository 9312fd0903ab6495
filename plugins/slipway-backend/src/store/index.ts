export * from './types';
export { KnexStateStore } from './KnexStateStore';
