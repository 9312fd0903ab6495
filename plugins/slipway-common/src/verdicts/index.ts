export { deploymentStateOf } from './deployment';
export { parseImage } from './image';
export type { ImageReference } from './image';
export { overallVerdict, worstState } from './worst';
