/**
 * All that an entity's page shows, loaded at once: each card apart would bring the same elements again, and a page shows
 * nearly all of them.
 */
export { Attention } from './cards/Attention';
export { BackupsCard } from './cards/BackupsCard';
export { DataCard } from './cards/DataCard';
export { DeliveryCard } from './cards/DeliveryCard';
export { DeploymentsCard } from './cards/DeploymentsCard';
export { ExposureCard } from './cards/ExposureCard';
export { Overview } from './cards/Overview';
export { QuotasCard } from './cards/QuotasCard';
export { ScalingCard } from './cards/ScalingCard';
export { SecretsCard } from './cards/SecretsCard';
export { ServiceOverview } from './cards/Overview/ServiceOverview';
export { ServicePage } from './service/ServicePage';
