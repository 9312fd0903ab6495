export { ServicesList } from './ServicesList';
