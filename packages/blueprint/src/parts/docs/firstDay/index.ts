export { firstDay } from './firstDay';
