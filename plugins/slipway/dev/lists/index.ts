export { listsIn } from './lists';
