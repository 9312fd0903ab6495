export { at, isPlain, listAt } from '@slipway/model';
export type { Plain } from '@slipway/model';

/** A Kubernetes object as plain data, as far as every kind has the same fields. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** Where a kind keeps its pod, if it has one. */
export function podTemplatePath(kind: string): string[] | undefined {
  switch (kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'Job':
      return ['spec', 'template'];
    case 'CronJob':
      return ['spec', 'jobTemplate', 'spec', 'template'];
    default:
      return undefined;
  }
}

/** Whether an API is of Kubernetes itself, rather than of an operator. */
export function isBuiltIn(apiVersion: string): boolean {
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  return (
    !group.includes('.') ||
    (group.endsWith('.k8s.io') && group !== 'gateway.networking.k8s.io')
  );
}
