import type { GrowthFacts, NamespaceFacts, QuotaFacts } from '../facts';
import type {
  NamespaceState,
  QuotaResource,
  QuotaState,
  QuotaWorkload,
} from '../states';
import type { RuleContext } from './rule';
import { amount, nounOf, say } from './say';
import type { Finding } from './say';
import { verdictOf } from './worst';

/** From here on a namespace is as good as full. */
const NEARLY = 0.9;
/** Amounts are sums of fractions of a core. */
const SLACK = 1e-6;

/** What a namespace allows, and how near to its end it is. */
export function namespaceStateOf(
  facts: NamespaceFacts,
  { environment }: RuleContext,
): NamespaceState {
  const resources = tightest(facts);
  return {
    resources,
    verdict: verdictOf(nearlyFull(resources, environment), resources.length),
  };
}

/** Whether the service can become as large as it is allowed to. */
export function quotaStateOf(
  facts: QuotaFacts,
  { environment }: RuleContext,
): QuotaState {
  const resources = tightest(facts).map(resource => ({
    ...resource,
    atMost:
      resource.used +
      facts.workloads.reduce(
        (sum, workload) => sum + growth(workload, resource.resource),
        0,
      ),
  }));
  const workloads = facts.workloads.map(w => reach(w, resources));
  const held = workloads.flatMap((workload, i) =>
    heldBack(workload, facts.workloads[i].running, resources, environment),
  );
  const told = new Set(workloads.flatMap(({ endsWith }) => endsWith ?? []));
  return {
    resources,
    workloads,
    verdict: verdictOf(
      [
        ...held,
        ...together(resources, workloads, environment),
        ...nearlyFull(
          resources.filter(({ resource }) => !told.has(resource)),
          environment,
        ),
      ],
      resources.length,
    ),
  };
}

/** Where several quotas count the same, the one that ends first has the word. */
function tightest({ quotas }: NamespaceFacts): QuotaResource[] {
  const found = new Map<string, QuotaResource>();
  for (const { name, hard, used } of quotas.filter(q => !q.scoped)) {
    for (const [resource, limit] of Object.entries(hard)) {
      const one = { resource, quota: name, used: used[resource] ?? 0, limit };
      const other = found.get(resource);
      if (!other || limit - one.used < other.limit - other.used) {
        found.set(resource, one);
      }
    }
  }
  return [...found.values()].sort(
    (a, b) => order(a.resource) - order(b.resource),
  );
}

const usual = [
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
  'pods',
  'requests.storage',
  'persistentvolumeclaims',
];

function order(resource: string): number {
  const at = usual.indexOf(resource);
  return at < 0 ? usual.length : at;
}

function growth({ most, running, each }: GrowthFacts, resource: string) {
  return Math.max(0, most - running) * (each[resource] ?? 0);
}

function reach(
  { name, wanted, most, running, each }: GrowthFacts,
  resources: readonly QuotaResource[],
): QuotaWorkload {
  let reaches = Math.max(most, running);
  let endsWith: string | undefined;
  for (const { resource, used, limit } of resources) {
    const one = each[resource] ?? 0;
    if (one > 0) {
      const more = Math.max(0, Math.floor((limit - used + SLACK) / one));
      if (running + more < reaches) {
        reaches = running + more;
        endsWith = resource;
      }
    }
  }
  return { name, wanted, most, reaches, ...(endsWith && { endsWith }), each };
}

function heldBack(
  { name, wanted, most, reaches, endsWith, each }: QuotaWorkload,
  running: number,
  resources: readonly QuotaResource[],
  environment: string,
): Finding[] {
  const end = resources.find(({ resource }) => resource === endsWith);
  if (!end) {
    return [];
  }
  const { resource, quota, used, limit } = end;
  const noun = nounOf(resource);
  const told = (value: number) => amount(resource, value);
  const missing = (most - running) * each[resource] - (limit - used);
  const fewer = reaches < wanted;
  return [
    {
      code: fewer ? 'quota-full' : 'quota-headroom',
      state: fewer && reaches === 0 ? 'failed' : 'degraded',
      message: fewer
        ? say`${environment} has room for ${reaches} of the ${wanted} replicas that ${name} wants: ${noun} ends first`
        : say`${environment} can scale to ${reaches} of ${most}: ${noun} ends first`,
      evidence: say`ResourceQuota ${quota}: ${resource} ${told(used)} of ${told(
        limit,
      )} used, a replica of ${name} takes ${told(each[resource])}.`,
      remedy: fewer
        ? say`Ask the platform team for ${told(
            missing,
          )} more ${resource} in this namespace, or lower replicas or resources for ${environment} in slipway.yaml.`
        : say`Ask the platform team for ${told(
            missing,
          )} more ${resource} in this namespace, or lower scaling.max or resources for ${environment} in slipway.yaml.`,
    },
  ];
}

/** Each of them would fit, and all of them do not. */
function together(
  resources: readonly (QuotaResource & { atMost: number })[],
  workloads: readonly QuotaWorkload[],
  environment: string,
): Finding[] {
  if (workloads.some(({ endsWith }) => endsWith)) {
    return [];
  }
  const end = resources.find(
    ({ atMost, limit, used }) => atMost > limit + SLACK && used <= limit,
  );
  if (!end) {
    return [];
  }
  const { resource, quota, atMost, limit } = end;
  return [
    {
      code: 'quota-together',
      state: 'degraded',
      message: say`Not all of ${environment} can be at its largest at once: ${nounOf(
        resource,
      )} ends first`,
      evidence: say`ResourceQuota ${quota}: ${resource} ${amount(
        resource,
        atMost,
      )} of ${amount(resource, limit)} at maximum scale.`,
      remedy: say`Ask the platform team for ${amount(
        resource,
        atMost - limit,
      )} more ${resource} in this namespace, or lower scaling.max for ${environment} in slipway.yaml.`,
    },
  ];
}

function nearlyFull(
  resources: readonly QuotaResource[],
  environment: string,
): Finding[] {
  return resources
    .filter(({ used, limit }) => used > 0 && used >= limit * NEARLY)
    .map(({ resource, quota, used, limit }) => {
      const full = used >= limit - SLACK;
      const noun = nounOf(resource);
      return {
        code: full ? 'quota-used-up' : 'quota-nearly-full',
        state: 'degraded',
        message: full
          ? say`${environment} has no ${noun} left in its quota`
          : say`${environment} has little ${noun} left in its quota`,
        evidence: say`ResourceQuota ${quota}: ${resource} ${amount(
          resource,
          used,
        )} of ${amount(resource, limit)} used.`,
        remedy: say`Ask the platform team for more ${resource} in this namespace, or lower what the services there ask for.`,
      };
    });
}
