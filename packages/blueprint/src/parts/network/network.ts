import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { KubernetesObject } from '../../kubernetes';
import type { Part } from '../part';
import { kubernetesApi, needPolicies } from './needs';
import { loadTestPolicies, workloadPolicy } from './workloads';

const defaultDeny: INetworkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'default-deny' },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
};

/** What a reader would ask about a rule that names nobody. */
function reasonsOf({ spec }: INetworkPolicy): Record<string, string> {
  return Object.fromEntries(
    (spec?.egress ?? []).flatMap((rule, index) =>
      rule.to
        ? []
        : [
            [
              `spec.egress.${index}`,
              rule === kubernetesApi
                ? 'The API server: it is no pod, and its address differs from cluster to cluster.'
                : 'To any address, since none is told: `cidr` in slipway.yaml, or in the profile of the cluster, names those that answer.',
            ],
          ],
    ),
  );
}

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
      comments: reasonsOf(object),
    }));
  },
  pod(_ctx, environment) {
    return environment.needs.some(({ pooler }) => pooler)
      ? { labels: { 'access-pgbouncer': 'true' } }
      : {};
  },
};
