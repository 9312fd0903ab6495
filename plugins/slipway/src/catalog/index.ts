export { catalogWithHealth as default } from './catalogWithHealth';
