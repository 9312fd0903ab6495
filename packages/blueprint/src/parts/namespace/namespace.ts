import type { INamespace } from 'kubernetes-models/v1';
import type { EnvironmentContext } from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import type { Part } from '../part';

/** The namespace, where the service owns it; else the platform makes it. */
export const namespacePart: Part = {
  name: 'namespace',
  objects(_ctx, environment) {
    return environment.ownsNamespace
      ? [
          {
            file: 'namespace.yaml',
            object: namespaceObject(environment) as KubernetesObject,
          },
        ]
      : [];
  },
};

function namespaceObject(environment: EnvironmentContext): INamespace {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: environment.namespace,
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
    },
  };
}
