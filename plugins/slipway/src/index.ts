export { slipwayPlugin as default } from './plugin';
export { slipwayApiRef } from './api';
export type { ListQuery, SlipwayApi } from './api';
