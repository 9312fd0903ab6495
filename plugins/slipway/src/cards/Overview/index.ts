export { Overview } from './Overview';
export { ServiceOverview } from './ServiceOverview';
