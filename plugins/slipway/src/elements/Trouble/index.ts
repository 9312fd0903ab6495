export { Trouble } from './Trouble';
