export { slipwayPlugin as default } from './plugin';
export { slipwayApiRef } from './api';
export type { SlipwayApi } from './api';
export { slipwayTranslationRef } from './translation';
