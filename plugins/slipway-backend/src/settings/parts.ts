import { RootConfigService } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { argoInstances } from '@slipway/plugin-slipway-node';
import { actionsIn } from '../acting/actionsIn';
import { stagesIn } from '../entities/stages';
import { durationIn } from '../lib/duration';
import { interestsIn } from '../notifications/interests';
import { directClustersIn } from '../sources/kubernetes/direct';
import { vaultServersIn } from '../sources/vault/config';

interface Part<T> {
  /** Where in the configuration it comes from: while that stays as it is, so does the part. */
  from: readonly string[];
  /** Throws what is wrong. */
  read(config: RootConfigService): T;
}

const part = <T>(from: string[], read: Part<T>['read']): Part<T> => ({
  from,
  read,
});

/** What pods really use. */
const METRICS = ['PodMetrics'] as const;

const own = (source: string) => `slipway.sources.${source}`;

function isOff(config: RootConfigService, source: string): boolean {
  return config.getOptionalBoolean(`${own(source)}.enabled`) === false;
}

/** What of the configuration is taken up while the portal runs. A source that is switched off has no settings. */
export const parts = {
  kubernetes: part(
    [
      `${own('kubernetes')}.enabled`,
      `${own('kubernetes')}.every`,
      `${own('kubernetes')}.use`,
      'slipway.environments',
    ],
    config => {
      const everyMs = durationIn(config, `${own('kubernetes')}.every`, {
        minutes: 1,
      });
      const stageOf = stagesIn(config);
      const use = config.getOptionalBoolean(`${own('kubernetes')}.use`);
      return isOff(config, 'kubernetes')
        ? undefined
        : { everyMs, stageOf, off: use === false ? METRICS : [] };
    },
  ),
  /** By itself: one cluster more is no reason to read the others anew. */
  clusters: part([`${own('kubernetes')}.clusters`], config =>
    config.getOptionalStringArray(`${own('kubernetes')}.clusters`),
  ),
  /** Asked for with each request: with another token nothing begins anew. */
  direct: part(
    [`${own('kubernetes')}.direct`, 'kubernetes.clusterLocatorMethods'],
    directClustersIn,
  ),
  argocd: part(['argocd', own('argocd'), 'slipway.environments'], config => {
    const instances = argoInstances(config);
    const everyMs = durationIn(config, `${own('argocd')}.every`, {
      seconds: 30,
    });
    const stageOf = stagesIn(config);
    return instances.length === 0 || isOff(config, 'argocd')
      ? undefined
      : { instances, everyMs, stageOf };
  }),
  vault: part(['vault', own('vault')], config => {
    const servers = vaultServersIn(config);
    const everyMs = durationIn(config, `${own('vault')}.every`, {
      minutes: 5,
    });
    return servers.length === 0 ? undefined : { servers, everyMs };
  }),
  git: part(['integrations', own('git')], config => {
    const integrations = ScmIntegrations.fromConfig(config);
    const everyMs = durationIn(config, `${own('git')}.every`, {
      minutes: 10,
    });
    return isOff(config, 'git') ? undefined : { integrations, everyMs };
  }),
  firstDay: part([own('firstDay')], config =>
    isOff(config, 'firstDay') ? undefined : {},
  ),
  /** What a first day is looked up with. */
  looks: part(['integrations', 'argocd', 'vault', own('vault')], config => ({
    integrations: ScmIntegrations.fromConfig(config),
    // Templates register with the first, too.
    argocd: argoInstances(config).at(0),
    vault: vaultServersIn(config),
  })),
  history: part(['slipway.history'], config => ({
    keepMs: durationIn(config, 'slipway.history.keep', { days: 400 }),
  })),
  notifications: part(['slipway.notifications'], interestsIn),
  /** What is done for who may, and the Argo CDs that it is asked of. */
  acting: part(['slipway.actions', 'argocd'], config => ({
    on: actionsIn(config),
    instances: argoInstances(config),
  })),
};

export type Parts = {
  [K in keyof typeof parts]: ReturnType<(typeof parts)[K]['read']>;
};
