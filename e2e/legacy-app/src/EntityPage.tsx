import {
  EntityAboutCard,
  EntityLayout,
  EntitySwitch,
  isKind,
} from '@backstage/plugin-catalog';
import {
  EntityAttention,
  EntityBackupsCard,
  EntityDataCard,
  EntityDeliveryCard,
  EntityDeploymentsCard,
  EntityExposureCard,
  EntityGoldenPathCard,
  EntityNamespacesCard,
  EntityQuotasCard,
  EntityScalingCard,
  EntitySecretsCard,
  EntityServicesCard,
  EntitySlipwayContent,
  EntitySlipwayOverview,
  EntitySourcesCard,
} from '@slipway/plugin-slipway/legacy';

/** All cards by one piece, and each as a portal would place it by itself. */
const ServicePage = () => (
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
        <EntityGoldenPathCard />
      </>
    </EntityLayout.Route>
    <EntityLayout.Route path="/slipway" title="Slipway">
      <EntitySlipwayContent />
    </EntityLayout.Route>
  </EntityLayout>
);

/** Of what services belong to, and of what they run on. */
const OtherPage = () => (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <>
        <EntityServicesCard />
        <EntityNamespacesCard />
        <EntitySourcesCard />
        <EntityAboutCard />
      </>
    </EntityLayout.Route>
  </EntityLayout>
);

export const EntityPage = () => (
  <EntitySwitch>
    <EntitySwitch.Case if={isKind('component')} children={<ServicePage />} />
    <EntitySwitch.Case children={<OtherPage />} />
  </EntitySwitch>
);
