export { slipwayApiRef } from './SlipwayApi';
export type { ListQuery, SlipwayApi } from './SlipwayApi';
export { SlipwayClient } from './SlipwayClient';
