export { QuotasCard } from './QuotasCard';
