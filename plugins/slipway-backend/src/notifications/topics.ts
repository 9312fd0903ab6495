import { EntityAspect } from '@slipway/plugin-slipway-common';

const MINUTE_MS = 60_000;

/** What an owner is told of without looking, and by which reasons it is known. */
export const topics = {
  'failed-backup': {
    aspect: 'backups',
    codes: ['backup-failed', 'backup-late', 'backup-missed'],
    patienceMs: 0,
  },
  'expiring-secret': {
    aspect: 'vault',
    codes: ['secret-expires', 'secret-expired', 'vault-deleted'],
    patienceMs: 0,
  },
  'expiring-certificate': {
    aspect: 'exposure',
    codes: ['certificate-due', 'certificate-over'],
    patienceMs: 0,
  },
  'stuck-rollout': {
    aspect: 'deployments',
    codes: [
      'container-config',
      'crash-loop',
      'create-refused',
      'image-pull',
      'progress-deadline',
      'unschedulable',
    ],
    // A rollout stumbles and goes on by itself more often than not.
    patienceMs: 10 * MINUTE_MS,
  },
} as const satisfies Record<
  string,
  { aspect: EntityAspect; codes: readonly string[]; patienceMs: number }
>;

export type Topic = keyof typeof topics;

export const topicNames = Object.keys(topics) as Topic[];
