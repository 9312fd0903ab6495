export { AspectCard } from './AspectCard';
export { anchorOf, aspectsOf, cardNames, cardOf } from './names';
export type { CardName } from './names';
export type { CardSettings } from './settings';
export { chosen, focusOf, summaryOf } from './summary';
export type { Environments, Summary, Told } from './summary';
export { useNames } from './useNames';
