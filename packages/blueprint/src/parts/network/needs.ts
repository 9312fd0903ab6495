import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { labels } from '@slipway/model';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import { poolerName, POOLER_PORT, runsHere } from '../needs/address';
import { poolerSelector } from '../needs/postgres/pooler';
import { dns, podsHere, policy, port } from './rules';
import type { Egress, Ingress, Peer } from './rules';
import { needPeer, serverSelector } from './workloads';

/** What protects the service's own database, queue or store, and the pooler before it. */
export function needPolicies(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): INetworkPolicy[] {
  return [
    ...(runsHere(need) ? [server(ctx, environment, need)] : []),
    ...(need.pooler ? [pooler(ctx, environment, need)] : []),
    ...(need.backup && need.provider !== 'shared'
      ? [backup(ctx, environment, need)]
      : []),
  ];
}

/** Members of an operator's cluster ask Kubernetes who leads. */
export const kubernetesApi: Egress = { ports: [port(443), port(6443)] };

/** KEDA looks at the queue that a workload is scaled by. */
const keda: Peer = {
  namespaceSelector: {},
  podSelector: { matchLabels: { app: 'keda-operator' } },
};

function server(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): INetworkPolicy {
  const own = podsHere({ [labels.service]: ctx.name });
  const members = podsHere(serverSelector(ctx, need));
  const clients: Ingress = need.pooler
    ? {
        // Backups go past the pooler: a dump is one long session.
        from: [
          podsHere(poolerSelector(ctx, need)),
          ...(need.backup ? [podsHere(backupSelector(ctx, need))] : []),
        ],
        ports: [port(need.port)],
      }
    : { from: [own], ports: [port(need.port)] };
  const clustered = ['cloudnative-pg', 'strimzi', 'operator'].includes(
    need.provider,
  );
  return policy(
    `${need.objectName}-allow-${need.pooler ? 'pgbouncer' : 'apps'}`,
    serverSelector(ctx, need),
    [
      clients,
      ...(isWatched(environment, need)
        ? [{ from: [keda], ports: [port(need.port)] }]
        : []),
      ...(clustered ? [{ from: [members, ...operators(need)] }] : []),
    ],
    [dns, ...(clustered ? [{ to: [members] }, kubernetesApi] : [])],
  );
}

function isWatched(
  { workloads }: EnvironmentContext,
  { name }: NeedContext,
): boolean {
  return workloads.some(({ scaleOn }) => scaleOn?.need === name);
}

function operators({ provider }: NeedContext) {
  const name = {
    'cloudnative-pg': 'cloudnative-pg',
    strimzi: 'strimzi-cluster-operator',
    operator: 'rabbitmq-cluster-operator',
  }[provider as 'cloudnative-pg'];
  return [
    {
      namespaceSelector: {},
      podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
    },
  ];
}

/** The pods of the jobs that back a need up and restore it. */
export function backupSelector(
  ctx: RenderContext,
  need: NeedContext,
): Record<string, string> {
  return {
    [labels.service]: ctx.name,
    [labels.need]: need.name,
    [labels.component]: 'backup',
  };
}

/** Jobs that back up reach the database and the store, and nobody reaches them. */
function backup(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): INetworkPolicy {
  const to = environment.needs.find(({ name }) => name === need.backup?.to);
  const cidr = environment.profile.backupStore?.cidr;
  const store: Egress =
    to && runsHere(to)
      ? { ...needPeer(ctx, environment, to), ports: [port(to.port)] }
      : {
          ...(cidr && !to ? { to: [{ ipBlock: { cidr } }] } : {}),
          ports: [port(443)],
        };
  return policy(
    `${need.objectName}-backup-allow`,
    backupSelector(ctx, need),
    [],
    [
      dns,
      {
        ...needPeer(ctx, environment, need),
        ports: [port(need.type === 's3' && !runsHere(need) ? 443 : need.port)],
      },
      store,
    ],
  );
}

function pooler(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): INetworkPolicy {
  return policy(
    `${poolerName(need)}-allow-apps`,
    poolerSelector(ctx, need),
    [
      {
        from: [podsHere({ 'access-pgbouncer': 'true' })],
        ports: [port(POOLER_PORT)],
      },
    ],
    [dns, { ...needPeer(ctx, environment, need), ports: [port(need.port)] }],
  );
}
