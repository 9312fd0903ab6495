import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { labels } from '@slipway/model';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import { selectorLabels } from '../../kubernetes/labels';
import { exposedWorkload, frontOf } from '../expose/front';
import { loadTested, loadTestSelector } from '../loadTest/loadTest';
import {
  addressOf,
  namespaceOf,
  runsHere,
  sharedNamespace,
} from '../needs/address';
import { needSelector } from '../needs/labels';
import { forWorkloads } from '../needs/variables';
import { subgraphsOf } from '../router/subgraphs';
import { poolerSelector } from '../needs/postgres/pooler';
import { dns, podsHere, podsIn, policy, port } from './rules';
import type { Egress, Ingress, Peer } from './rules';

/** Who may call a workload, and whom it may call. */
export function workloadPolicy(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
): INetworkPolicy {
  return policy(
    `${workload.objectName}-allow`,
    selectorLabels(ctx, workload.name),
    [
      ...callers(ctx, environment, workload),
      ...scrapers(environment, workload),
    ],
    [
      dns,
      ...siblings(ctx, environment, workload),
      ...forWorkloads(environment).map(need => toNeed(ctx, environment, need)),
      ...subgraphs(environment, workload),
      ...collector(environment),
      ...outward(environment),
    ],
  );
}

/** Spans are told to whoever collects them. */
function collector({ profile: { tracing } }: EnvironmentContext): Egress[] {
  if (!tracing) {
    return [];
  }
  const { port: named, protocol } = new URL(tracing.endpoint);
  const to = [
    ...(tracing.pods ? [podsIn(tracing.pods)] : []),
    ...(tracing.cidr ? [{ ipBlock: { cidr: tracing.cidr } }] : []),
  ];
  return [
    {
      ...(to.length ? { to } : {}),
      ports: [port(Number(named) || (protocol === 'https:' ? 443 : 80))],
    },
  ];
}

/** The load test asks the workload that it tries, and nobody asks it. */
export function loadTestPolicies(
  ctx: RenderContext,
  environment: EnvironmentContext,
): INetworkPolicy[] {
  const workload = loadTested(environment);
  return workload
    ? [
        policy(
          `${ctx.name}-load-test-allow`,
          loadTestSelector(ctx),
          [],
          [
            dns,
            {
              to: [podsHere(selectorLabels(ctx, workload.name))],
              ports: [port(workload.port)],
            },
          ],
        ),
      ]
    : [];
}

function callers(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
): Ingress[] {
  if (!workload.serves) {
    return [];
  }
  const front = frontOf(environment);
  const others = environment.workloads.length > 1;
  const from = [
    ...(front && exposedWorkload(environment)?.name === workload.name
      ? [podsIn(front)]
      : []),
    ...(others ? [podsHere({ [labels.service]: ctx.name })] : []),
    // Where the whole service may call, its load test may as well.
    ...(!others && loadTested(environment) === workload
      ? [podsHere(loadTestSelector(ctx))]
      : []),
    ...(environment.network.from ?? []).map(peer => peerOf(environment, peer)),
  ];
  return from.length ? [{ from, ports: [port(workload.port)] }] : [];
}

function scrapers(
  { profile }: EnvironmentContext,
  { metrics }: WorkloadContext,
): Ingress[] {
  const pods = profile.monitoring?.pods;
  return metrics && pods && profile.monitoring?.by !== 'none'
    ? [{ from: [podsIn(pods)], ports: [port(metrics.port)] }]
    : [];
}

/** What a router asks, on the port that its pods listen on. */
function subgraphs(
  environment: EnvironmentContext,
  workload: WorkloadContext,
): Egress[] {
  return subgraphsOf(environment, workload).map(subgraph => ({
    to: [
      podsIn({
        namespace: subgraph.namespace,
        labels: { [labels.service]: subgraph.service },
      }),
    ],
    ports: [port(subgraph.port)],
  }));
}

/** Workloads of one service may call each other. */
function siblings(
  ctx: RenderContext,
  { workloads }: EnvironmentContext,
  workload: WorkloadContext,
): Egress[] {
  return workloads
    .filter(other => other.serves && other.name !== workload.name)
    .map(other => ({
      to: [podsHere(selectorLabels(ctx, other.name))],
      ports: [port(other.port)],
    }));
}

function toNeed(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): Egress {
  const address = addressOf(environment, need);
  if (need.pooler) {
    return {
      to: [podsHere(poolerSelector(ctx, need))],
      ports: [port(address.port)],
    };
  }
  return {
    ...needPeer(ctx, environment, need),
    ports: [port(portOf(need, address.port))],
  };
}

/** AWS and Cloudflare answer on the port of HTTPS. */
function portOf(need: NeedContext, given: number): number {
  return isPublic(need) ? 443 : given;
}

function isPublic({ type, provider }: NeedContext): boolean {
  return (
    (type === 'sqs' || type === 's3') && ['managed', 'r2'].includes(provider)
  );
}

/** The pods of a need, or the addresses of what runs elsewhere; no bound on addresses that nobody told. */
export function needPeer(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): Pick<Egress, 'to'> {
  if (runsHere(need)) {
    return { to: [podsHere(serverSelector(ctx, need))] };
  }
  if (need.provider === 'shared') {
    return {
      to: [
        podsIn({
          namespace: sharedNamespace(environment, need),
          labels: { [labels.service]: need.service ?? '' },
        }),
      ],
    };
  }
  // What AWS and Cloudflare offer to everybody is in nobody's private network.
  const cidr =
    need.cidr ??
    (isPublic(need) ? undefined : environment.profile.managed?.cidr);
  return cidr ? { to: [{ ipBlock: { cidr } }] } : {};
}

/** Operators label their pods in their own way. */
export function serverSelector(
  ctx: RenderContext,
  need: NeedContext,
): Record<string, string> {
  switch (need.provider) {
    case 'cloudnative-pg':
      return { 'cnpg.io/cluster': need.objectName };
    case 'strimzi':
      return { 'strimzi.io/cluster': need.objectName };
    case 'operator':
      return { 'app.kubernetes.io/name': need.objectName };
    default:
      return needSelector(ctx, need);
  }
}

type Named = NonNullable<EnvironmentContext['network']['to']>[number];

function outward(environment: EnvironmentContext): Egress[] {
  return (environment.network.to ?? []).map(peer => ({
    to: [peerOf(environment, peer)],
    ...(peer.port ? { ports: [port(peer.port)] } : {}),
  }));
}

function peerOf(environment: EnvironmentContext, peer: Named): Peer {
  if (peer.cidr) {
    return { ipBlock: { cidr: peer.cidr } };
  }
  return podsIn({
    namespace: peer.namespace ?? namespaceOf(environment, peer.service ?? ''),
    labels: { [labels.service]: peer.service ?? '' },
  });
}
