export { createLooker } from './createLooker';
export { FirstDaySource, youngOf } from './FirstDaySource';
export type { FirstDayLooker } from './FirstDayLooker';
