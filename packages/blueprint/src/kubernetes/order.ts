import { isPlain } from './types';
import type { Plain } from './types';

/**
 * The order in which people write fields. A map is recognized by the key that it stands under;
 * fields that are not named here keep the order in which they came, after the named ones.
 */
const customary: Record<string, readonly string[]> = {
  '': [
    'apiVersion',
    'kind',
    'metadata',
    'namespace',
    'resources',
    'components',
    'labels',
    'patches',
    'replicas',
    'images',
    'type',
    'data',
    'spec',
  ],
  metadata: [
    'name',
    'namespace',
    'title',
    'description',
    'labels',
    'annotations',
  ],
  spec: [
    'schedule',
    'timeZone',
    'suspend',
    'concurrencyPolicy',
    'startingDeadlineSeconds',
    'successfulJobsHistoryLimit',
    'failedJobsHistoryLimit',
    'backoffLimit',
    'activeDeadlineSeconds',
    'jobTemplate',
    'scaleTargetRef',
    'podSelector',
    'policyTypes',
    'clusterIP',
    'replicas',
    'maxUnavailable',
    'revisionHistoryLimit',
    'selector',
    'strategy',
    'serviceAccountName',
    'automountServiceAccountToken',
    'securityContext',
    'restartPolicy',
    'terminationGracePeriodSeconds',
    'topologySpreadConstraints',
    'initContainers',
    'containers',
    'volumes',
    'project',
    'source',
    'destination',
    'syncPolicy',
    'type',
    'lifecycle',
    'owner',
    'system',
    'ports',
    'goTemplate',
    'goTemplateOptions',
    'generators',
    'template',
  ],
  containers: [
    'name',
    'image',
    'command',
    'args',
    'ports',
    'env',
    'envFrom',
    'startupProbe',
    'livenessProbe',
    'readinessProbe',
    'resources',
    'lifecycle',
    'volumeMounts',
    'securityContext',
  ],
  env: ['name', 'value', 'valueFrom'],
  ports: ['name', 'port', 'containerPort', 'targetPort', 'protocol'],
  resources: ['requests', 'limits'],
  images: ['name', 'newName', 'newTag', 'digest'],
};

const last = Number.MAX_SAFE_INTEGER;
const ranks = new Map(
  Object.entries(customary).map(([under, keys]) => [
    under,
    new Map(keys.map((key, index) => [key, index])),
  ]),
);

/** The fields of a map in the customary order. Those that are undefined are left out. */
export function customaryKeys(value: Plain, under: string): string[] {
  const keys = Object.keys(value).filter(key => value[key] !== undefined);
  const rank = keys.length > 1 ? ranks.get(under) : undefined;
  // Sorting keeps the order of what has the same rank.
  return rank
    ? keys.sort((a, b) => (rank.get(a) ?? last) - (rank.get(b) ?? last))
    : keys;
}

/** The same data with its fields in the customary order. */
export function inCustomaryOrder(value: unknown, under = ''): unknown {
  if (Array.isArray(value)) {
    return value.map(item => inCustomaryOrder(item, under));
  }
  if (!isPlain(value)) {
    return value;
  }
  const result: Plain = {};
  for (const key of customaryKeys(value, under)) {
    result[key] = inCustomaryOrder(value[key], key);
  }
  return result;
}
