import {
  entityAspects,
  type Answer,
  type DeploymentsResponse,
  type EntityAspect,
  type EntityState,
  type EnvironmentState,
  type Reason,
  type StateOf,
  type Verdict,
} from '@slipway/plugin-slipway-common';
import { AT, ENTITY_REF, deployed } from './documents';

const commit = '1a2b3c4d'.repeat(5);

const healthy: Verdict = { state: 'healthy', reasons: [] };

export const judged = (...reasons: Reason[]): Verdict =>
  reasons.length > 0 ? { state: reasons[0].state, reasons } : healthy;

/** What a service that has everything has, all well. */
export const states = {
  commits: {
    repository: 'https://git.example/shop/payments',
    known: 'data',
    newest: {
      sha: commit,
      at: AT,
      author: 'Ada Lovelace',
      title: 'Take cards of another bank',
    },
    running: [
      {
        ref: commit.slice(0, 7),
        workloads: ['api'],
        commit: {
          sha: commit,
          at: AT,
          author: 'Ada Lovelace',
          title: 'Take cards of another bank',
        },
        behind: 0,
      },
    ],
    verdict: healthy,
  },
  delivery: {
    deliveries: [
      {
        engine: 'argocd',
        kind: 'Application',
        name: 'payments-prod',
        namespace: 'argocd',
        sync: 'synced',
        revision: commit,
        wantedRevision: commit,
        automated: true,
        suspended: false,
        problems: [],
        drifted: [],
        history: [],
      },
    ],
    verdict: healthy,
  },
  quota: {
    resources: [
      { resource: 'pods', quota: 'quota', used: 4, limit: 10, atMost: 9 },
    ],
    workloads: [
      { name: 'api', wanted: 3, most: 8, reaches: 8, each: { pods: 1 } },
    ],
    verdict: healthy,
  },
  scaling: {
    scalers: [
      {
        workload: 'api',
        by: 'HorizontalPodAutoscaler',
        min: 3,
        max: 8,
        current: 3,
        desired: 3,
        metrics: [],
      },
    ],
    verdict: healthy,
  },
  data: {
    stores: [
      {
        need: 'db',
        by: 'Cluster',
        object: 'payments-db',
        createdAt: AT,
        wanted: 3,
        ready: 3,
        phase: 'settled',
        primary: 'payments-db-1',
      },
    ],
    volumes: [],
    verdict: healthy,
  },
  backups: {
    backups: [
      {
        need: 'db',
        by: 'CronJob',
        object: 'payments-db-backup',
        does: 'backup',
        schedule: '0 3 * * *',
        suspended: false,
        createdAt: AT,
        lastSuccessAt: AT,
        runs: [],
      },
    ],
    verdict: healthy,
  },
  secrets: {
    secrets: [
      {
        name: 'payments-env',
        by: 'ExternalSecret',
        object: 'payments-env',
        paths: ['apps/payments'],
        ready: true,
        users: [],
      },
    ],
    verdict: healthy,
  },
  vault: {
    secrets: [
      {
        server: 'main',
        mount: 'kv',
        path: 'apps/payments',
        secrets: ['payments-env'],
        known: 'data',
        kv: 2,
        version: 3,
        createdAt: AT,
        users: [],
      },
    ],
    verdict: healthy,
  },
  exposure: {
    routes: [
      {
        kind: 'HTTPRoute',
        name: 'payments',
        hosts: ['pay.example.org'],
        tls: true,
      },
    ],
    certificates: [],
    verdict: healthy,
  },
} satisfies Partial<StateOf>;

export const data = <T>(value: T): Answer<T> => ({
  answer: 'data',
  value,
  at: AT,
});

export const absent: Answer<never> = { answer: 'absent', at: AT };

/** One environment in which all is well, changed as a test needs it. */
export function environmentState(
  name: string,
  changes: Partial<EnvironmentState> = {},
): EnvironmentState {
  return {
    name,
    cluster: name === 'dev' ? 'local' : 'eu-1',
    namespace: `payments-${name}`,
    verdict: 'healthy',
    deployments: data(deployed()),
    commits: data<StateOf['commits']>(states.commits),
    delivery: data<StateOf['delivery']>(states.delivery),
    quota: data<StateOf['quota']>(states.quota),
    vault: data<StateOf['vault']>(states.vault),
    scaling: data<StateOf['scaling']>(states.scaling),
    data: data<StateOf['data']>(states.data),
    backups: data<StateOf['backups']>(states.backups),
    secrets: data<StateOf['secrets']>(states.secrets),
    exposure: data<StateOf['exposure']>(states.exposure),
    ...changes,
  };
}

export function stateOfEntity(
  ...environments: EnvironmentState[]
): EntityState {
  return {
    entityRef: ENTITY_REF,
    environments,
    verdict: 'healthy',
    revision: 1,
  };
}

/** What runs, of a service of which nothing else is known. */
export function onlyDeployed({
  environments,
  ...rest
}: DeploymentsResponse): EntityState {
  const nothing = Object.fromEntries(
    entityAspects.map(aspect => [aspect, absent]),
  ) as Pick<EnvironmentState, EntityAspect>;
  return {
    ...rest,
    environments: environments.map(({ state, ...environment }) => ({
      verdict: 'unknown',
      ...nothing,
      ...environment,
      deployments: state,
    })),
  };
}
