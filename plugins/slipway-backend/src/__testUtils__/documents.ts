import { Subject } from '@slipway/plugin-slipway-common';
import { StateDocument } from '../store';

const at = (service: string): Subject => ({
  service,
  environment: 'prod',
  cluster: 'eu-1',
  namespace: `${service}-prod`,
});

/** A service whose Secrets are made from these paths of Vault. */
export function secretsDocument(...paths: string[]): StateDocument<'secrets'> {
  return {
    aspect: 'secrets',
    subject: at('payments'),
    source: 'kubernetes/eu-1/secrets',
    digest: 'x',
    at: '',
    state: {
      secrets: paths.map(path => ({
        name: `from-${path.split('/').at(-1)}`,
        by: 'ExternalSecret' as const,
        object: 'payments',
        store: 'vault',
        paths: [path],
        ready: true,
        users: [{ workload: 'api', as: 'environment' }],
      })),
      verdict: { state: 'healthy', reasons: [] },
    },
  };
}

/** A service that runs images of these commits. */
export function deployedDocument(
  service: string,
  commits: string[],
): StateDocument<'deployments'> {
  return {
    aspect: 'deployments',
    subject: at(service),
    source: 'kubernetes/eu-1',
    digest: 'x',
    at: '',
    state: {
      workloads: commits.map(commit => ({
        name: 'api',
        kind: 'Deployment',
        image: 'x',
        version: '1',
        commit,
        since: '',
        wanted: 1,
        ready: 1,
        updated: 1,
        restarts: 0,
      })),
      verdict: { state: 'healthy', reasons: [] },
    },
  };
}
