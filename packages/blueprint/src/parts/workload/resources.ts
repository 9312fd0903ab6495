import type { Resources } from '@slipway/model';

/** The spec's words for amounts in those of Kubernetes. */
export function resourcesOf({ requests, limits }: Resources) {
  return {
    ...(requests ? { requests: amounts(requests) } : {}),
    ...(limits ? { limits: amounts(limits) } : {}),
  };
}

function amounts({
  cpu,
  memory,
  ephemeralStorage,
}: NonNullable<Resources['requests']>): Record<string, string> {
  return {
    ...(cpu ? { cpu } : {}),
    ...(memory ? { memory } : {}),
    ...(ephemeralStorage ? { 'ephemeral-storage': ephemeralStorage } : {}),
  };
}
