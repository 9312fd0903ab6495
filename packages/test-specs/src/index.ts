export { withChart } from './charts';
export { fullBundle } from './fullBundle';
export { countLeaves, leavesOf } from './leaves';
export { anySpec } from './specs';
export { breaks, broken, soundService } from './breaks';
export type { Break } from './breaks';
export { hostileText, stringPlaces } from './hostile';
export type { StringPlace } from './hostile';
