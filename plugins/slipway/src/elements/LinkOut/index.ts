export { LinkOut } from './LinkOut';
