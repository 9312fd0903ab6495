export { resolveSpec, stageOf } from './resolve';
export type { Origin } from './layers';
export { withoutMissing } from './leaveOut';
