/**
 * All that pages show, loaded at once: what is loaded apart brings the same elements and texts again, since the build of a
 * portal shares only what comes from `node_modules`.
 */
export { Attention } from './cards/Attention';
export { BackupsCard } from './cards/BackupsCard';
export { DataCard } from './cards/DataCard';
export { DeliveryCard } from './cards/DeliveryCard';
export { DeploymentsCard } from './cards/DeploymentsCard';
export { ExposureCard } from './cards/ExposureCard';
export { GoldenPathCard } from './cards/GoldenPathCard';
export { Overview } from './cards/Overview';
export { NamespacesCard, SourcesCard } from './cards/PlaceCards';
export { QuotasCard } from './cards/QuotasCard';
export { ScalingCard } from './cards/ScalingCard';
export { SecretsCard } from './cards/SecretsCard';
export { ServicesCard } from './cards/ServicesCard';
export { HealthCell, VersionCell } from './catalog/cells';
export { ColumnTitle } from './catalog/ColumnTitle';
export { HealthFilter } from './catalog/HealthFilter';
export { MyServices } from './home/MyServices';
export { SearchResult } from './search/SearchResult';
export { ServicePage } from './service/ServicePage';
export {
  BackupsPage,
  DuePage,
  QuotasPage,
  ServicesPage,
  SourcesPage,
} from './fleet/lists';
