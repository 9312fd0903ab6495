import { EntityAboutCard, EntityLayout } from '@backstage/plugin-catalog';
import {
  EntityAttention,
  EntityBackupsCard,
  EntityDataCard,
  EntityDeliveryCard,
  EntityDeploymentsCard,
  EntityExposureCard,
  EntityQuotasCard,
  EntityScalingCard,
  EntitySecretsCard,
  EntitySlipwayContent,
  EntitySlipwayOverview,
} from '@slipway/plugin-slipway/legacy';

/** All cards by one piece, and each as a portal would place it by itself. */
export const EntityPage = () => (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <>
        <EntitySlipwayOverview />
        <EntityAboutCard />
      </>
    </EntityLayout.Route>
    <EntityLayout.Route path="/cards" title="Cards">
      <>
        <EntityAttention />
        <EntityDeploymentsCard />
        <EntityDeliveryCard />
        <EntityQuotasCard />
        <EntityBackupsCard />
        <EntitySecretsCard />
        <EntityScalingCard />
        <EntityExposureCard />
        <EntityDataCard />
      </>
    </EntityLayout.Route>
    <EntityLayout.Route path="/slipway" title="Slipway">
      <EntitySlipwayContent />
    </EntityLayout.Route>
  </EntityLayout>
);
