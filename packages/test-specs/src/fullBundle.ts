import type { ClusterProfile, PlatformBundle } from '@slipway/model';

/** Everything that a part may ask of a cluster. */
const everything: ClusterProfile = {
  kubernetesVersion: '1.36',
  apis: [
    'gateway.networking.k8s.io/v1',
    'cert-manager.io/v1',
    'keda.sh/v1alpha1',
    'postgresql.cnpg.io/v1',
    'kafka.strimzi.io/v1',
    'rabbitmq.com/v1beta1',
    'external-secrets.io/v1',
    'secrets.infisical.com/v1beta1',
    'bitnami.com/v1alpha1',
    'monitoring.coreos.com/v1',
    'argoproj.io/v1alpha1/Rollout',
  ],
  zones: 3,
  gateway: {
    name: 'public',
    namespace: 'gateway',
    pods: { namespace: 'gateway', labels: { app: 'envoy' } },
  },
  ingress: {
    class: 'traefik',
    controller: 'traefik',
    pods: { namespace: 'traefik', labels: { app: 'traefik' } },
  },
  issuer: { kind: 'ClusterIssuer', name: 'letsencrypt' },
  secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
  infisical: { connection: 'infisical', identity: 'slipway', project: 'shop' },
  storageClass: 'gp3',
  monitoring: {
    by: 'operator',
    pods: {
      namespace: 'monitoring',
      labels: { 'app.kubernetes.io/name': 'prometheus' },
    },
    labels: { release: 'prometheus' },
    address: 'http://prometheus.monitoring:9090',
  },
  tracing: {
    endpoint: 'http://collector.monitoring:4318',
    pods: { namespace: 'monitoring', labels: { app: 'collector' } },
  },
  metricsAdapter: 'keda',
  backupStore: {
    endpoint: 'https://s3.example.com',
    bucket: 'backups',
    region: 'eu-west-3',
    secret: 'backup-store',
    cidr: '203.0.113.0/24',
  },
  domain: 'apps.example.org',
  managed: { cidr: '10.20.0.0/16' },
};

/** A platform that has everything on one cluster, nothing on another, and developers' own machines. */
export const fullBundle: PlatformBundle = {
  name: 'platform-with-everything',
  version: '1.0.0',
  defaults: {},
  registry: 'registry.example.com',
  skeletons: {
    'go-http': {
      'go.mod': { content: 'module ${{ module }}\n\ngo 1.26\n' },
      'cmd/server/main.go': {
        content: 'package main\n\nfunc main() { serve("${{ port }}") }\n',
      },
    },
  },
  clusters: {
    local: { kubernetesVersion: '1.36', apis: [], local: true },
    'eu-1': everything,
    bare: { kubernetesVersion: '1.36', apis: [] },
  },
  argocd: { namespace: 'argocd', project: 'default', ownProjects: true },
  flux: { namespace: 'flux-system' },
};
