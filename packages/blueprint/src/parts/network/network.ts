import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { KubernetesObject } from '../../kubernetes';
import type { Part } from '../part';
import { needPolicies } from './needs';
import { loadTestPolicies, workloadPolicy } from './workloads';

const defaultDeny: INetworkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'default-deny' },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
};

/** Nothing by default; then who calls whom, on which port, and no more. */
export const networkPart: Part = {
  name: 'network',
  objects(ctx, environment) {
    return [
      ...(environment.ownsNamespace ? [defaultDeny] : []),
      ...environment.workloads.map(workload =>
        workloadPolicy(ctx, environment, workload),
      ),
      ...loadTestPolicies(ctx, environment),
      ...environment.needs.flatMap(need =>
        needPolicies(ctx, environment, need),
      ),
    ].map(object => ({
      file: 'networkpolicies.yaml',
      object: object as unknown as KubernetesObject,
    }));
  },
  pod(_ctx, environment) {
    return environment.needs.some(({ pooler }) => pooler)
      ? { labels: { 'access-pgbouncer': 'true' } }
      : {};
  },
};
