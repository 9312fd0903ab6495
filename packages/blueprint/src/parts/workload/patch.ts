import type { Resources } from '@slipway/model';
import type { RenderContext, WorkloadContext } from '../../context';
import type { Plain } from '../../kubernetes';
import { selectorLabels } from '../../kubernetes/labels';

/** What an environment says otherwise than the base, as a strategic merge patch; undefined when nothing. */
export function deploymentPatch(
  ctx: RenderContext,
  base: WorkloadContext,
  wanted: WorkloadContext,
): Plain | undefined {
  const resources = resourcesPatch(base.resources, wanted.resources);
  const env = envPatch(base.env, wanted.env);
  const container = {
    ...(env.length ? { env } : {}),
    ...(resources ? { resources } : {}),
  };
  const spec = {
    ...(wanted.replicas >= 2
      ? { topologySpreadConstraints: spread(ctx, wanted) }
      : {}),
    ...(Object.keys(container).length
      ? { containers: [{ name: wanted.name, ...container }] }
      : {}),
  };
  return Object.keys(spec).length
    ? {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: wanted.objectName },
        spec: { template: { spec } },
      }
    : undefined;
}

function spread(ctx: RenderContext, workload: WorkloadContext) {
  const labelSelector = { matchLabels: selectorLabels(ctx, workload.name) };
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(
    topologyKey => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector,
    }),
  );
}

function envPatch(
  base: Record<string, string>,
  wanted: Record<string, string>,
): Plain[] {
  const changed = Object.entries(wanted)
    .filter(([name, value]) => base[name] !== value)
    .map(([name, value]) => ({ name, value }));
  const removed = Object.keys(base)
    .filter(name => !Object.hasOwn(wanted, name))
    .map(name => ({ name, $patch: 'delete' }));
  return [...changed, ...removed];
}

function resourcesPatch(base: Resources, wanted: Resources) {
  const sections = (['requests', 'limits'] as const).flatMap(section => {
    const changes = (['cpu', 'memory'] as const).flatMap(name => {
      const before = base[section]?.[name];
      const after = wanted[section]?.[name];
      return before === after ? [] : [[name, after ?? null] as const];
    });
    return changes.length
      ? [[section, Object.fromEntries(changes)] as const]
      : [];
  });
  return sections.length ? Object.fromEntries(sections) : undefined;
}
