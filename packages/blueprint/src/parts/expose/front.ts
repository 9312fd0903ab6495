import type { PodSelector } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';

export type Via = 'gateway' | 'ingress';

/** How requests come in: as the spec says, else by what the cluster has, the Gateway first. */
export function viaOf(environment: EnvironmentContext): Via | undefined {
  const { expose, profile } = environment;
  if (!expose) {
    return undefined;
  }
  const usual: Via | undefined = profile.ingress ? 'ingress' : undefined;
  return expose.via ?? (profile.gateway ? 'gateway' : usual);
}

/** The workload that is reached from outside. */
export function exposedWorkload({
  expose,
  workloads,
}: EnvironmentContext): WorkloadContext | undefined {
  return expose
    ? workloads.find(({ name, serves }) =>
        expose.workload ? name === expose.workload : serves,
      )
    : undefined;
}

/** The pods that requests from outside come from. */
export function frontOf(
  environment: EnvironmentContext,
): PodSelector | undefined {
  const { gateway, ingress } = environment.profile;
  switch (viaOf(environment)) {
    case 'gateway':
      return gateway && (gateway.pods ?? { namespace: gateway.namespace });
    case 'ingress':
      return ingress?.pods;
    default:
      return undefined;
  }
}

/**
 * Under which name the service is reached; the platform's domain when the spec names none. Of environments that share a
 * cluster the last has the host that is said for all, and the others are told apart by their names: pay-staging.example.org.
 */
export function hostOf(
  ctx: RenderContext,
  environment: EnvironmentContext,
): string | undefined {
  const { expose, profile, name, origins } = environment;
  const host = expose?.host;
  if (!host) {
    return profile.domain ? `${ctx.name}.${name}.${profile.domain}` : undefined;
  }
  const last = ctx.environments.findLast(other => share(other, environment));
  if (last === environment || origins['expose.host'] === 'environment') {
    return host;
  }
  const [label, ...domain] = host.split('.');
  return [`${label}-${name}`, ...domain].join('.');
}

function share(one: EnvironmentContext, other: EnvironmentContext): boolean {
  return (
    one.cluster === other.cluster &&
    one.expose?.host === other.expose?.host &&
    one.expose?.path === other.expose?.path
  );
}

/** The environment of the same cluster that is to be reached at the very same place. */
export function rivalOf(
  ctx: RenderContext,
  environment: EnvironmentContext,
): EnvironmentContext | undefined {
  const host = hostOf(ctx, environment);
  return ctx.environments
    .slice(0, ctx.environments.indexOf(environment))
    .find(
      other =>
        host !== undefined &&
        other.expose &&
        other.cluster === environment.cluster &&
        other.expose.path === environment.expose?.path &&
        hostOf(ctx, other) === host,
    );
}
