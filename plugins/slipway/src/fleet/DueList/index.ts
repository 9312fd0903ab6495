export { DueList } from './DueList';
