import type { ServiceInput } from '@slipway/model';

/** What is broken: a service that has something of most parts. */
export const soundService: ServiceInput = {
  apiVersion: 'slipway.dev/v1alpha1',
  kind: 'Service',
  metadata: { name: 'payments', owner: 'team-pay', system: 'shop' },
  spec: {
    runtime: 'go',
    workloads: {
      api: { type: 'http', port: 8080, metrics: { path: '/metrics' } },
      sweep: { type: 'job', schedule: '0 4 * * *' },
    },
    environments: {
      dev: { cluster: 'local', replicas: 1 },
      prod: {
        cluster: 'eu-1',
        scaling: { min: 3, max: 5, cpu: 70 },
        zones: 3,
        namespace: {
          own: true,
          quota: {
            requests: { cpu: 8, memory: '16Gi' },
            limits: { memory: '24Gi' },
            pods: 50,
            storage: '50Gi',
          },
        },
      },
    },
    needs: {
      db: {
        type: 'postgres',
        provider: 'in-cluster',
        size: '10Gi',
        pooler: { maxClients: 1000, poolSize: 25 },
        backup: { schedule: '0 3 * * *', keep: '7d', objective: '26h' },
      },
      cache: { type: 'redis', provider: 'in-cluster' },
    },
    secrets: { provider: 'vault', path: 'kv/pay/payments', keys: ['JWT_KEY'] },
    expose: { host: 'pay.example.org', tls: 'letsencrypt', workload: 'api' },
    delivery: { engine: 'argocd', promotion: { prod: 'pull-request' } },
    repository: {
      host: 'github',
      url: 'https://github.com/shop/payments',
    },
  },
};
