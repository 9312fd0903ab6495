export { QuotasList } from './QuotasList';
