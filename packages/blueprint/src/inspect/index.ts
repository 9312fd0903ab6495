export { inspectRepository } from './inspect';
export type { Inspection } from './inspect';
export type { Seen } from './found';
export { renderBeside } from './beside';
export type { Beside, Kept } from './beside';
export { isForeign } from './found';
