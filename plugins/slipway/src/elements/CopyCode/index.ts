export { CopyButton } from './CopyButton';
export { CopyCode } from './CopyCode';
