export { fullBundle } from './fullBundle';
export { countLeaves, leavesOf } from './leaves';
export { anySpec } from './specs';
