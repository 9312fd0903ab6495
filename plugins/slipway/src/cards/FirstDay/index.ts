export { FirstDay } from './FirstDay';
