import { ARGOCD_NAMESPACE } from './argocd';
import { FaultBoard } from './http';
import { typeOf } from './kubernetes';
import { Platform } from './platform';

/** What the control API tells: enough to see at a glance what lives and what is broken. */
export async function stateReport(
  platform: Platform,
  faults: FaultBoard,
  requests: ReadonlyMap<string, number>,
) {
  const { clusters, home, host, builds, registry } = platform;
  return {
    standIn: 'Slipway sandbox',
    faults: faults.all(),
    requests: Object.fromEntries(requests),
    clusters: Object.fromEntries(
      clusters.map(({ cluster: { name, store } }) => [
        name,
        {
          resourceVersion: store.version,
          deployments: store.list(typeOf('Deployment')).map(d => ({
            name: d.metadata.name,
            namespace: d.metadata.namespace,
            wanted: d.spec?.replicas,
            ready: d.status?.readyReplicas ?? 0,
            image: d.spec?.template?.spec?.containers?.[0]?.image,
          })),
        },
      ]),
    ),
    applications: home.store
      .list(typeOf('Application'), ARGOCD_NAMESPACE)
      .map(a => ({
        name: a.metadata.name,
        sync: a.status?.sync?.status,
        health: a.status?.health?.status,
        revision: a.status?.sync?.revision,
      })),
    repositories: await Promise.all(
      host.all().map(async r => ({ name: r.fullName, tip: await r.tip() })),
    ),
    builds: builds.all(),
    images: registry.state().map(i => `${i.repository}:${i.tag}`),
  };
}
