export { profileOf, resolveSpec, stageOf } from './resolve';
export { routerPorts } from './builtIn';
export type { Origin } from './layers';
export { withoutMissing } from './leaveOut';
export { explainValues } from './explain';
export type { ExplainedValue } from './explain';
export { lockFindings } from './locks';
