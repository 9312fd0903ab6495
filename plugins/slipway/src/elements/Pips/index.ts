export { Pips } from './Pips';
