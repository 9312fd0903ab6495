import { customTypes } from './customResources';
import { define, plain } from './define';
import { ResourceType } from './types';

/** What a fresh cluster serves, as far as somebody reads it. */
const builtInTypes: ResourceType[] = [
  define('v1', 'Namespace', 'namespaces', {
    namespaced: false,
    shortNames: ['ns'],
  }),
  define('v1', 'Node', 'nodes', { namespaced: false, shortNames: ['no'] }),
  define('v1', 'Pod', 'pods', { shortNames: ['po'] }),
  define('v1', 'Service', 'services', { shortNames: ['svc'] }),
  define('v1', 'Endpoints', 'endpoints', { ...plain, shortNames: ['ep'] }),
  define('v1', 'ServiceAccount', 'serviceaccounts', {
    ...plain,
    shortNames: ['sa'],
  }),
  define('v1', 'ConfigMap', 'configmaps', { ...plain, shortNames: ['cm'] }),
  define('v1', 'Secret', 'secrets', plain),
  define('v1', 'Event', 'events', { ...plain, shortNames: ['ev'] }),
  define('v1', 'ResourceQuota', 'resourcequotas', { shortNames: ['quota'] }),
  define('v1', 'LimitRange', 'limitranges', {
    ...plain,
    shortNames: ['limits'],
  }),
  define('v1', 'PersistentVolume', 'persistentvolumes', {
    namespaced: false,
    shortNames: ['pv'],
  }),
  define('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', {
    shortNames: ['pvc'],
  }),
  define('v1', 'ReplicationController', 'replicationcontrollers', {
    shortNames: ['rc'],
  }),
  define('apps/v1', 'Deployment', 'deployments', { shortNames: ['deploy'] }),
  define('apps/v1', 'ReplicaSet', 'replicasets', { shortNames: ['rs'] }),
  define('apps/v1', 'StatefulSet', 'statefulsets', { shortNames: ['sts'] }),
  define('apps/v1', 'DaemonSet', 'daemonsets', { shortNames: ['ds'] }),
  define('batch/v1', 'Job', 'jobs'),
  define('batch/v1', 'CronJob', 'cronjobs', { shortNames: ['cj'] }),
  define(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'horizontalpodautoscalers',
    {
      shortNames: ['hpa'],
    },
  ),
  define('networking.k8s.io/v1', 'Ingress', 'ingresses', {
    shortNames: ['ing'],
  }),
  define('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', {
    ...plain,
    shortNames: ['netpol'],
  }),
  define('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', {
    shortNames: ['pdb'],
  }),
  define('metrics.k8s.io/v1beta1', 'PodMetrics', 'pods', {
    ...plain,
    measured: true,
  }),
];

/** With what the operators bring that the platform has installed. */
export const resourceTypes: ResourceType[] = [...builtInTypes, ...customTypes];

export function apiVersionOf(type: ResourceType): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** `pods`, `deployments.apps`: as the server's messages name it. */
export function qualifiedName(type: ResourceType): string {
  return type.group ? `${type.plural}.${type.group}` : type.plural;
}

export function findType(
  group: string,
  version: string,
  plural: string,
): ResourceType | undefined {
  return resourceTypes.find(
    t => t.group === group && t.version === version && t.plural === plural,
  );
}

export function findKind(
  apiVersion: string,
  kind: string,
): ResourceType | undefined {
  return resourceTypes.find(
    t => t.kind === kind && apiVersionOf(t) === apiVersion,
  );
}

/** For kinds that the code itself names; a missing one is a mistake in the table above. */
export function typeOf(kind: string): ResourceType {
  const type = resourceTypes.find(t => t.kind === kind);
  if (!type) {
    throw new Error(`The sandbox knows no kind ${kind}`);
  }
  return type;
}
