export { lastSuccessOf, objectiveOf } from './backups';
export { shortagesOf } from './fit';
export type { Shortage } from './fit';
export { parseImage } from './image';
export type { ImageReference } from './image';
export type { RuleContext } from './rule';
export { stateOf } from './stateOf';
export { amountOf, readableAmount, resourceNoun } from './words';
export { overallVerdict, worstState } from './worst';
