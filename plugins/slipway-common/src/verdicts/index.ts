export { lastSuccessOf, objectiveOf } from './backups';
export { parseImage } from './image';
export type { ImageReference } from './image';
export type { RuleContext } from './rule';
export { stateOf } from './stateOf';
export { readableAmount, resourceNoun } from './words';
export { overallVerdict, worstState } from './worst';
