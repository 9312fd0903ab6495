export { Frame } from './Frame';
export { Unread } from './Unread';
