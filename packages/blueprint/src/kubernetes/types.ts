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

export type Plain = Record<string, unknown>;

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of map keys, or undefined. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (from, key) =>
      isPlain(from) && Object.hasOwn(from, key) ? from[key] : undefined,
    value,
  );
}

/** The items at a path, or none. */
export function listAt(value: unknown, ...path: string[]): unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
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
