export { DataCard } from './DataCard';
