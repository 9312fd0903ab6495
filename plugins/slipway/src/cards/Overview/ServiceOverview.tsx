import { Attention } from '../Attention';
import { BackupsCard } from '../BackupsCard';
import { DataCard } from '../DataCard';
import { DeliveryCard } from '../DeliveryCard';
import { DeploymentsCard } from '../DeploymentsCard';
import { ExposureCard } from '../ExposureCard';
import { GoldenPathCard } from '../GoldenPathCard';
import { QuotasCard } from '../QuotasCard';
import { ScalingCard } from '../ScalingCard';
import { SecretsCard } from '../SecretsCard';
import { Overview } from './Overview';

/** All cards of a service in one, for portals that put their pages together by hand. */
export const ServiceOverview = () => (
  <Overview
    cards={[
      <Attention key="attention" />,
      <DeploymentsCard key="deployments" />,
      <DeliveryCard key="delivery" />,
      <QuotasCard key="quotas" />,
      <BackupsCard key="backups" />,
      <SecretsCard key="secrets" />,
      <ScalingCard key="scaling" />,
      <ExposureCard key="exposure" />,
      <DataCard key="data" />,
      <GoldenPathCard key="goldenPath" />,
    ].map(element => ({ element }))}
  />
);
