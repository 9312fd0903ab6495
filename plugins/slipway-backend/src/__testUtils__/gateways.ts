import { labels as names } from '@slipway/model';

const planted = 'planted-secret at http://10.0.0.1:6443';
const said = (type: string, status = 'True') => ({
  type,
  status,
  reason: type,
  message: planted,
});

/** How payments is reached, as a cluster says it, with things in it that nobody may see. */

export const httpRoute = () => ({
  kind: 'HTTPRoute',
  metadata: {
    name: 'payments',
    namespace: 'payments-dev',
    labels: {
      [names.kubernetesId]: 'payments',
      [names.service]: 'payments',
      [names.environment]: 'dev',
    },
  },
  spec: {
    hostnames: ['pay.example.org'],
    parentRefs: [{ name: 'public', namespace: 'infra' }],
  },
  status: { parents: [{ conditions: [said('Accepted')] }] },
});

export const gateway = (programmed = 'True') => ({
  kind: 'Gateway',
  metadata: { name: 'public', namespace: 'infra' },
  spec: {
    addresses: [{ value: planted }],
    listeners: [{ name: 'https', protocol: 'HTTPS', port: 443 }],
  },
  status: {
    addresses: [{ value: planted }],
    listeners: [
      { name: 'https', conditions: [said('Programmed', programmed)] },
    ],
  },
});

/** Lets the pods of orders in, and some addresses. */
export const networkPolicy = () => ({
  kind: 'NetworkPolicy',
  metadata: { name: 'payments', namespace: 'payments-dev' },
  spec: {
    podSelector: {},
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          { podSelector: { matchLabels: { [names.service]: 'orders' } } },
          { ipBlock: { cidr: '10.0.0.1/32' } },
        ],
      },
    ],
  },
});
