import type { Reason, StateOf, Verdict } from '@slipway/plugin-slipway-common';
import { healthy, place, releases, secret, sha, workload } from './healthy';
import { ago } from './times';

const GI = 2 ** 30;

const judged = (...reasons: Reason[]): Verdict => ({
  state: reasons[0].state,
  reasons,
});

const staging: Partial<StateOf> = {
  deployments: {
    workloads: [
      workload('staging', { ready: 1, readyUpdated: 1, restarts: 6 }),
    ],
    verdict: judged({
      code: 'crash-loop',
      state: 'failed',
      message:
        'payments of staging restarts again and again: it runs out of memory',
      evidence:
        'Container payments was killed: exit 137, OOMKilled, limit 256 MiB, 6 restarts.',
      remedy:
        'Raise resources.limits.memory for staging above 256Mi in slipway.yaml, or roll staging back to 1.15.0-rc.1.',
    }),
  },
};

const dev: Partial<StateOf> = {
  deployments: {
    workloads: [
      workload('dev', {
        kind: 'Rollout',
        ready: 2,
        readyUpdated: 1,
        restarts: 1,
        serving: { version: '1.15.0-rc.2', ready: 1 },
        rollout: {
          strategy: 'blue-green',
          paused: 'promotion',
          stable: { version: '1.15.0-rc.2', ready: 1, wanted: 1 },
          canary: { version: '1.15.0-rc.3', ready: 1, wanted: 1 },
        },
      }),
    ],
    verdict: judged({
      code: 'rollout-paused',
      state: 'progressing',
      message:
        'The rollout to 1.15.0-rc.3 in dev waits for somebody to promote it',
    }),
  },
};

function prod(): Partial<StateOf> {
  const { backups, data, delivery, exposure, quota, scaling, secrets } =
    healthy('prod');
  const [backup] = backups!.backups;
  return {
    deployments: {
      workloads: [
        workload('prod', {
          kind: 'Rollout',
          updated: 2,
          readyUpdated: 2,
          rollout: {
            strategy: 'canary',
            step: 2,
            steps: 4,
            weight: 20,
            paused: 'step',
            nextAt: ago({ minutes: -6 }),
            canary: { version: '1.14.2', ready: 2, wanted: 2 },
            stable: { version: '1.14.1', ready: 7, wanted: 7 },
          },
        }),
      ],
      verdict: judged({
        code: 'rollout',
        state: 'progressing',
        message: 'payments of prod is at step 2 of 4',
      }),
    },
    delivery: {
      deliveries: [
        {
          ...delivery!.deliveries[0],
          sync: 'out-of-sync',
          drifted: [
            { kind: 'Deployment', name: 'payments' },
            { kind: 'ConfigMap', name: 'payments-limits' },
          ],
          revision: sha(releases.prod.commit),
        },
      ],
      verdict: judged({
        code: 'drifted',
        state: 'degraded',
        message: 'prod differs from Git: somebody changed 2 objects by hand',
        evidence:
          'Kustomization payments-prod: Deployment payments and ConfigMap payments-limits.',
        remedy: 'Put the change into Git, or sync to undo it.',
      }),
    },
    quota: {
      ...quota!,
      resources: quota!.resources.map(resource =>
        resource.resource === 'requests.memory'
          ? { ...resource, limit: 16 * GI, used: 9 * GI }
          : resource,
      ),
      workloads: [
        {
          ...quota!.workloads[0],
          reaches: 7,
          endsWith: 'requests.memory',
        },
      ],
      verdict: judged({
        code: 'quota-headroom',
        state: 'degraded',
        message: 'prod can scale to 7 of 10: memory ends first',
        evidence:
          'ResourceQuota platform: requests.memory 9 GiB of 16 GiB used, a replica of payments takes 2 GiB.',
        remedy:
          'Ask the platform team for 5.5 GiB more requests.memory in this namespace, or lower scaling.max or resources for prod in slipway.yaml.',
      }),
    },
    scaling: {
      scalers: [
        {
          ...scaling!.scalers[0],
          current: 10,
          desired: 10,
          limited: 'most',
          metrics: [{ name: 'cpu', current: 92, target: 70, unit: 'percent' }],
        },
      ],
      verdict: judged({
        code: 'scaling-ceiling',
        state: 'degraded',
        message:
          'payments of prod wants more than the 10 replicas that it may have',
        evidence:
          'HorizontalPodAutoscaler payments: 10 of 10, cpu 92 where 70 is meant.',
        remedy:
          'Raise scaling.max for prod in slipway.yaml, if its quota has room.',
      }),
    },
    backups: {
      backups: [
        {
          ...backup,
          lastSuccessAt: ago({ days: 2, hours: 3 }),
          runs: backup.runs.map((run, index) =>
            index < 2
              ? {
                  ...run,
                  outcome: 'failed' as const,
                  exitCode: 1,
                  bytes: undefined,
                }
              : run,
          ),
        },
      ],
      verdict: judged({
        code: 'backup-late',
        state: 'failed',
        message:
          'The last backup of db in prod is 2 days old, at most 26 h are allowed',
        evidence:
          'Job payments-db-backup-0: exit 1, 2 runs failed in a row, last success 2026-11-28 03:06 UTC.',
        remedy:
          'Read the log of job payments-db-backup-0, then run one by hand: kubectl create job --from=cronjob/payments-db-backup payments-db-backup-now.',
      }),
    },
    data: {
      ...data!,
      stores: [{ ...data!.stores[0], ready: 2, fenced: ['payments-db-3'] }],
      verdict: judged({
        code: 'data-members',
        state: 'degraded',
        message: 'db of prod has 2 of 3 members',
        evidence: 'Cluster payments-db: payments-db-3 is fenced.',
        remedy: 'Find out who fenced payments-db-3 and why, and lift it.',
      }),
    },
    secrets: {
      ...secrets!,
      secrets: [
        secret('payments-acquirer', 'prod'),
        secret('payments-db', 'prod'),
        secret('payments-webhook', 'prod'),
      ],
    },
    vault: {
      secrets: [
        { ...place('acquirer', 3, 87), expiresAt: ago({ days: -3 }) },
        place('db', 7, 0.03),
        place('webhook', 2, 41),
      ],
      verdict: judged(
        {
          code: 'secret-expires',
          state: 'degraded',
          message:
            'kv/apps/payments/acquirer, which prod uses, runs out in 3 days',
          evidence: 'Its metadata in Vault says 2026-12-03.',
          remedy:
            'Issue it anew where it comes from, and write it to Vault with its new end.',
        },
        {
          code: 'secret-old-version',
          state: 'degraded',
          message:
            'payments of prod still runs with what kv/apps/payments/db was before version 7',
          evidence:
            'Version 7 is of this morning; the oldest pod of payments started 9 days ago.',
          remedy:
            'Restart payments: the environment of a container is read when it starts.',
        },
      ),
    },
    exposure: {
      ...exposure!,
      certificates: [
        { ...exposure!.certificates[0], endsAt: ago({ days: -5 }) },
      ],
      verdict: judged({
        code: 'certificate-due',
        state: 'degraded',
        message:
          'The certificate of pay.example.org in prod runs out in 5 days and was not renewed',
        evidence:
          'Certificate payments-tls: ready, valid until 2026-12-05, from letsencrypt.',
        remedy:
          'Look at the CertificateRequest and Order of payments-tls; most often the issuer is not there or not ready, or the name does not point to the cluster.',
      }),
    },
  };
}

/** What is not as it should be, in one environment. */
export function trouble(environment: string): Partial<StateOf> {
  switch (environment) {
    case 'dev':
      return dev;
    case 'staging':
      return staging;
    case 'prod':
      return prod();
    default:
      return {};
  }
}
