export { Acts } from './Acts';
