import type { ILimitRange, IResourceQuota } from 'kubernetes-models/v1';
import type { EnvironmentContext, NamespaceQuota } from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import type { Part } from '../part';

/** What everything in the namespace may use together, and what a container gets that does not say. */
export const quotaPart: Part = {
  name: 'quota',
  objects(_ctx, environment) {
    return environment.quota
      ? [quota(environment.quota), limits(environment.quota)].map(object => ({
          file: 'quota.yaml',
          object: object as unknown as KubernetesObject,
        }))
      : [];
  },
  findings(_ctx, environment) {
    return environment.quota && !environment.ownsNamespace
      ? [rivalling(environment)]
      : [];
  },
};

function rivalling({ name, namespace }: EnvironmentContext) {
  return {
    rule: 'quota.owner',
    severity: 'error' as const,
    message: `in ${name} the namespace '${namespace}' belongs to the platform, and so does its quota`,
    remedy:
      'Remove the quota here and ask the platform, or write own: true when the service owns the namespace',
    path: `spec.environments.${name}.namespace.quota`,
  };
}

function quota({
  requests,
  limits: most,
  pods,
  storage,
}: NamespaceQuota): IResourceQuota {
  const hard = {
    'requests.cpu': requests?.cpu,
    'requests.memory': requests?.memory,
    'limits.cpu': most?.cpu,
    'limits.memory': most?.memory,
    pods,
    'requests.storage': storage,
  };
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota' },
    spec: {
      hard: Object.fromEntries(
        Object.entries(hard).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)]],
        ),
      ),
    },
  };
}

/** A quota refuses pods that say nothing about what it counts, so what says nothing gets a little. */
function limits({ limits: counted }: NamespaceQuota): ILimitRange {
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'defaults' },
    spec: {
      limits: [
        {
          type: 'Container',
          defaultRequest: { cpu: '25m', memory: '32Mi' },
          default: {
            // A limit of CPU throttles: nobody gets one who need not.
            ...(counted?.cpu === undefined ? {} : { cpu: '250m' }),
            memory: '128Mi',
          },
        },
      ],
    },
  };
}
