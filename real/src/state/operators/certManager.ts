import { condition, own, Written } from './written';

export const certManager: Written[] = [
  {
    path: 'apis/cert-manager.io/v1/certificates',
    object: {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'payments', labels: own },
      spec: {
        secretName: 'payments-tls',
        dnsNames: ['pay.example.org'],
        issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' },
      },
    },
    status: {
      notBefore: '2026-11-01T00:00:00Z',
      notAfter: '2027-02-01T00:00:00Z',
      renewalTime: '2027-01-02T00:00:00Z',
      conditions: [condition('Ready', 'Ready')],
    },
  },
];
