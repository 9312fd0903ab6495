import type {
  CommitsState,
  StateOf,
  Verdict,
  WorkloadState,
} from '@slipway/plugin-slipway-common';
import { ago } from './times';

const well: Verdict = { state: 'healthy', reasons: [] };

export const sha = (first: string) => first.padEnd(40, '0a1b2c3d');

const GI = 2 ** 30;

interface Release {
  version: string;
  commit: string;
  title: string;
  author: string;
  days: number;
  behind: number;
}

export const releases: Record<string, Release> = {
  dev: {
    version: '1.15.0-rc.3',
    commit: '7be20d4',
    title: 'Retry webhooks with jitter',
    author: 'Mara Lind',
    days: 0.03,
    behind: 0,
  },
  staging: {
    version: '1.15.0-rc.2',
    commit: 'c41d8aa',
    title: 'Batch settlement exports',
    author: 'Jon Adeyemi',
    days: 0.2,
    behind: 3,
  },
  prod: {
    version: '1.14.2',
    commit: 'a3f9c1e',
    title: 'Round fees half to even',
    author: 'Priya Nair',
    days: 3,
    behind: 17,
  },
};

const replicas: Record<string, number> = { dev: 1, staging: 2, prod: 9 };

export function workload(
  environment: string,
  more: Partial<WorkloadState> = {},
): WorkloadState {
  const { version, commit, days } = releases[environment];
  const count = replicas[environment];
  return {
    name: 'payments',
    kind: 'Deployment',
    image: `registry.example/pay/payments:${version}-g${commit}`,
    digest: `sha256:${sha(commit)}${sha('ffee').slice(0, 24)}`,
    version,
    commit,
    since: ago({ days }),
    wanted: count,
    ready: count,
    updated: count,
    readyUpdated: count,
    restarts: 0,
    ...more,
  };
}

function commits(environment: string): CommitsState {
  const { commit, title, author, days, behind } = releases[environment];
  return {
    repository: 'https://git.example/pay/payments',
    known: 'data',
    running: [
      {
        ref: commit,
        workloads: ['payments'],
        commit: { sha: sha(commit), at: ago({ days }), author, title },
        behind,
      },
    ],
    verdict: well,
  };
}

/** All that a service may have, all of it well. */
export function healthy(environment: string): Partial<StateOf> {
  const { commit, days } = releases[environment];
  const prod = environment === 'prod';
  return {
    deployments: { workloads: [workload(environment)], verdict: well },
    commits: commits(environment),
    delivery: {
      deliveries: [
        {
          engine: prod ? 'flux' : 'argocd',
          kind: prod ? 'Kustomization' : 'Application',
          name: `payments-${environment}`,
          namespace: 'delivery',
          ...(!prod && {
            link: `https://argocd.example/applications/delivery/payments-${environment}`,
          }),
          sync: 'synced',
          revision: sha(commit),
          wantedRevision: sha(commit),
          automated: true,
          suspended: false,
          problems: [],
          drifted: [],
          history: [0, 1, 2, 3].map(index => ({
            id: String(index),
            revision: index === 0 ? sha(commit) : sha(`${index}b80fa3`),
            at: ago({ days: days + index * 1.7 }),
          })),
        },
      ],
      verdict: well,
    },
    quota: {
      resources: [
        {
          resource: 'requests.cpu',
          quota: 'platform',
          used: 2.5,
          limit: 8,
          atMost: 5.25,
        },
        {
          resource: 'requests.memory',
          quota: 'platform',
          used: 7 * GI,
          limit: 24 * GI,
          atMost: 21.5 * GI,
        },
        { resource: 'pods', quota: 'platform', used: 9, limit: 50, atMost: 12 },
        {
          resource: 'requests.storage',
          quota: 'platform',
          used: 20 * GI,
          limit: 50 * GI,
          atMost: 20 * GI,
        },
      ],
      workloads: [
        {
          name: 'payments',
          wanted: replicas[environment],
          most: prod ? 10 : replicas[environment],
          reaches: prod ? 10 : replicas[environment],
          each: { 'requests.cpu': 0.25 },
        },
      ],
      // Only where a metrics server measures it.
      ...(environment !== 'dev' && {
        use: {
          answer: 'data',
          at: ago({ minutes: 1 }),
          value: {
            all: { cpu: 1.1, memory: 3.4 * GI },
            own: {
              used: { cpu: 0.6, memory: 1.9 * GI },
              asked: { 'requests.cpu': 0.75, 'requests.memory': 6 * GI },
            },
            verdict: well,
          },
        },
      }),
      verdict: well,
    },
    ...(prod && {
      scaling: {
        scalers: [
          {
            workload: 'payments',
            by: 'HorizontalPodAutoscaler',
            min: 3,
            max: 10,
            current: 9,
            desired: 9,
            metrics: [
              { name: 'cpu', current: 48, target: 70, unit: 'percent' },
            ],
            lastScaledAt: ago({ hours: 1, minutes: 2 }),
          },
        ],
        verdict: well,
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
            createdAt: ago({ days: 200 }),
            objectiveSeconds: 26 * 3600,
            keepSeconds: 30 * 86_400,
            everySeconds: 86_400,
            nextAt: ago({ hours: -12.5 }),
            lastSuccessAt: ago({ hours: 11 }),
            runs: Array.from({ length: 14 }, (_, index) => ({
              id: String(index),
              object: `payments-db-backup-${index}`,
              startedAt: ago({ days: index, hours: 11, minutes: 6 }),
              endedAt: ago({ days: index, hours: 11 }),
              outcome:
                index === 9 ? ('failed' as const) : ('succeeded' as const),
              bytes: GI * (18.4 - index * 0.35),
              oldestAt: ago({ days: 30 }),
            })),
            verify: {
              object: 'payments-db-verify',
              lastSuccessAt: ago({ days: 5 }),
              runs: [],
            },
            restore: { object: 'payments-db-restore', runs: [] },
          },
        ],
        verdict: well,
      },
    }),
    data: {
      stores: [
        {
          need: 'db',
          by: 'Cluster',
          object: 'payments-db',
          createdAt: ago({ days: 200 }),
          wanted: 3,
          ready: 3,
          phase: 'settled',
          primary: 'payments-db-1',
        },
      ],
      volumes: [1, 2, 3].map(index => ({
        name: `payments-db-${index}`,
        state: 'bound' as const,
        createdAt: ago({ days: 200 }),
        bytes: 20 * GI,
        storageClass: 'fast',
        of: 'payments-db',
      })),
      verdict: well,
    },
    secrets: {
      secrets: [
        secret('payments-acquirer', environment),
        secret('payments-db', environment),
        secret('payments-webhook', environment),
      ],
      verdict: well,
    },
    vault: {
      secrets: [
        place('acquirer', 3, 87),
        place('db', 7, 12),
        place('webhook', 2, 41),
      ],
      verdict: well,
    },
    exposure: {
      routes: [
        {
          kind: 'HTTPRoute',
          name: 'payments',
          hosts: [prod ? 'pay.example.org' : `pay.${environment}.example.org`],
          tls: true,
          accepted: true,
          gateways: [
            {
              namespace: 'infra',
              name: 'public',
              listeners: [{ name: 'https', tls: true, programmed: true }],
            },
          ],
        },
      ],
      notes: [
        {
          message: `Only namespace gateways may connect to the pods in ${environment}, as NetworkPolicies have it`,
        },
      ],
      certificates: [
        {
          name: 'payments-tls',
          secret: 'payments-tls',
          hosts: [prod ? 'pay.example.org' : `pay.${environment}.example.org`],
          ready: true,
          endsAt: ago({ days: prod ? -61 : -54 }),
          renewsAt: ago({ days: -31 }),
          issuer: 'letsencrypt',
        },
      ],
      verdict: well,
    },
  };
}

export function secret(
  name: string,
  environment: string,
): StateOf['secrets']['secrets'][number] {
  return {
    name,
    by: 'ExternalSecret',
    object: name,
    store: 'vault',
    paths: [`apps/payments/${environment}`],
    ready: true,
    syncedAt: ago({ minutes: 4 }),
    users: [
      {
        workload: 'payments',
        as: 'environment',
        oldestPodAt: ago({ days: 9 }),
      },
    ],
  };
}

export function place(
  name: string,
  version: number,
  days: number,
): StateOf['vault']['secrets'][number] {
  return {
    server: 'main',
    mount: 'kv',
    path: `apps/payments/${name}`,
    link: `https://vault.example/ui/vault/secrets/kv/show/apps/payments/${name}`,
    secrets: [`payments-${name}`],
    known: 'data',
    kv: 2,
    version,
    createdAt: ago({ days }),
    users: [],
  };
}
