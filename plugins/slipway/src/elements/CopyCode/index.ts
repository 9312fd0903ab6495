export { CopyCode } from './CopyCode';
