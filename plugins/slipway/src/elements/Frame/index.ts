export { Frame } from './Frame';
export { Unread } from './Unread';
export { Loading } from './Loading';
