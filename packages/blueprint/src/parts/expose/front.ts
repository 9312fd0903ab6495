import type { PodSelector } from '@slipway/model';
import type { EnvironmentContext, WorkloadContext } from '../../context';

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

/** Under which name the service is reached; the platform's domain when the spec names none. */
export function hostOf(
  service: string,
  { expose, profile, name }: EnvironmentContext,
): string | undefined {
  if (expose?.host) {
    return expose.host;
  }
  return profile.domain ? `${service}.${name}.${profile.domain}` : undefined;
}
