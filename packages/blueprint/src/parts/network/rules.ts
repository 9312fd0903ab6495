import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { PodSelector } from '@slipway/model';

type Spec = NonNullable<INetworkPolicy['spec']>;
export type Egress = NonNullable<Spec['egress']>[number];
export type Ingress = NonNullable<Spec['ingress']>[number];
export type Peer = NonNullable<Ingress['from']>[number];

export const port = (number: number, protocol: 'TCP' | 'UDP' = 'TCP') => ({
  port: number,
  protocol,
});

export const podsHere = (matchLabels: Record<string, string>): Peer => ({
  podSelector: { matchLabels },
});

const inNamespace = (namespace: string): Peer => ({
  namespaceSelector: {
    matchLabels: { 'kubernetes.io/metadata.name': namespace },
  },
});

export const podsIn = ({ namespace, labels }: PodSelector): Peer => ({
  ...inNamespace(namespace),
  ...(labels ? { podSelector: { matchLabels: labels } } : {}),
});

/** Names are asked of the cluster's own DNS. */
export const dns: Egress = {
  to: [podsIn({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } })],
  ports: [port(53, 'UDP'), port(53)],
};

/** Two needs at one place are one rule. */
function unique(rules: Egress[]): Egress[] {
  return [...new Map(rules.map(rule => [JSON.stringify(rule), rule])).values()];
}

export function policy(
  name: string,
  podSelector: Record<string, string>,
  ingress: Ingress[],
  egress: Egress[],
  labels?: Record<string, string>,
): INetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, ...(labels ? { labels } : {}) },
    spec: {
      podSelector: { matchLabels: podSelector },
      policyTypes: ['Ingress', 'Egress'],
      ...(ingress.length ? { ingress } : {}),
      ...(egress.length ? { egress: unique(egress) } : {}),
    },
  };
}
