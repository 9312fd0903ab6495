import type { Finding } from '@slipway/model';
import type { EnvironmentContext, RenderContext } from '../../context';
import type { Part } from '../part';
import { certificate } from './certificate';
import { exposedWorkload, hostOf, rivalOf, viaOf } from './front';
import { ingress } from './ingress';
import { routes } from './route';

const GATEWAY = 'gateway.networking.k8s.io/v1';
const CERTIFICATES = 'cert-manager.io/v1';

/** How the service is reached from outside: a route of the Gateway API, or an Ingress. */
export const exposePart: Part = {
  name: 'expose',
  objects(ctx, environment) {
    const workload = exposedWorkload(environment);
    const host = hostOf(ctx, environment);
    if (!workload || !host) {
      return [];
    }
    const objects =
      viaOf(environment) === 'gateway'
        ? [
            ...routes(ctx, environment, workload, host),
            ...(hasTls(environment)
              ? [certificate(ctx, environment, host)]
              : []),
          ]
        : [ingress(ctx, environment, workload, host)];
    return objects.map(object => ({ file: 'expose.yaml', object }));
  },
  findings(ctx, environment) {
    return environment.expose ? problems(ctx, environment) : [];
  },
};

function hasTls({ expose }: EnvironmentContext): boolean {
  return expose?.tls !== undefined && expose.tls !== false;
}

function problems(
  ctx: RenderContext,
  environment: EnvironmentContext,
): Finding[] {
  const { name, cluster, profile } = environment;
  const via = viaOf(environment);
  const path = `spec.environments.${name}.expose`;
  const host = hostOf(ctx, environment);
  const rival = rivalOf(ctx, environment);
  const workload = exposedWorkload(environment);
  const finding = (rule: string, message: string, remedy: string): Finding => ({
    rule: `expose.${rule}`,
    severity: 'error',
    message: `in ${name} ${message}`,
    remedy,
    path,
  });
  const has =
    via === 'gateway'
      ? profile.gateway && profile.apis.includes(GATEWAY)
      : via === 'ingress' && profile.ingress;
  return [
    ...(has
      ? []
      : [
          finding(
            'front',
            `the service is exposed, and the profile of cluster '${cluster}' names no ${
              via ?? 'gateway or ingress'
            }`,
            `Add it to the profile, or set expose: null for ${name}`,
          ),
        ]),
    ...(via === 'gateway' && workload?.sticky
      ? [
          {
            ...finding(
              'sticky',
              `'${workload.name}' is to bring clients back to their pod, and the Gateway API has no standard for that yet`,
              'Set it in the way of your gateway, expose by ingress, or set sticky: false where any pod will do',
            ),
            severity: 'warning' as const,
          },
        ]
      : []),
    ...(rival
      ? [
          finding(
            'own-host',
            `the service is reached at ${host}, and so it is in ${rival.name} on the same cluster`,
            `Give ${name} a host of its own`,
          ),
        ]
      : []),
    ...(host
      ? []
      : [
          finding(
            'host',
            `the service has no host, and cluster '${cluster}' no domain`,
            `Set expose.host for ${name}`,
          ),
        ]),
    ...(hasTls(environment) &&
    via === 'gateway' &&
    !profile.apis.includes(CERTIFICATES)
      ? [
          finding(
            'certificates',
            `a certificate is asked for, and cluster '${cluster}' has no cert-manager`,
            `Install cert-manager, or set expose.tls: false for ${name}`,
          ),
        ]
      : []),
  ];
}
