import type { ICronJob } from 'kubernetes-models/batch/v1';
import { runAnnotations, seconds } from '@slipway/model';
import type { Finding, RunReport } from '@slipway/model';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { needLabels } from '../needs/labels';
import { runsHere } from '../needs/address';
import { backupSelector } from '../network/needs';
import type { Part, PartObject } from '../part';
import { dump, restore, verify } from './postgres';
import type { Work } from './work';
import { mirror, unmirror } from './s3';
import { jobPod } from './pod';
import { storeOf } from './store';

const NEVER = '0 0 31 2 *';

type JobName = 'backup' | 'restore' | 'verify';

/**
 * Dumps and mirrors that leave a report of what they did, a restore that one command starts, and a test that a dump
 * can be restored at all.
 */
export const backupPart: Part = {
  name: 'backup',
  objects(ctx, environment) {
    return backedUp(environment).flatMap(need =>
      objects(ctx, environment, need),
    );
  },
  findings(_ctx, environment) {
    return backedUp(environment).flatMap(need => problems(environment, need));
  },
};

export function backedUp({ needs }: EnvironmentContext): NeedContext[] {
  return needs.filter(
    ({ backup, provider }) => backup && provider !== 'shared',
  );
}

function objects(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): PartObject[] {
  const file = `backup-${need.name}.yaml`;
  const { schedule = '0 3 * * *', verify: often } = need.backup!;
  const [back, forth] =
    need.type === 'postgres' ? [dump, restore] : [mirror, unmirror];
  const jobs: [JobName, string, Work, boolean][] = [
    ['backup', schedule, back(ctx, environment, need), false],
    // A CronJob that never comes due is a job on the shelf: kubectl create job --from starts it.
    ['restore', NEVER, forth(ctx, environment, need), true],
    ...(need.type === 'postgres' && (often === 'weekly' || often === 'monthly')
      ? [
          [
            'verify',
            often === 'weekly' ? '0 5 * * 0' : '0 5 1 * *',
            verify(ctx, environment, need),
            false,
          ] as [JobName, string, Work, boolean],
        ]
      : []),
  ];
  return jobs.map(([name, when, work, suspend]) => ({
    file,
    object: cronJob(ctx, need, name, when, work, suspend),
    ...(suspend ? { comments: { '': restoreCommand(need) } } : {}),
  }));
}

function restoreCommand({ objectName }: NeedContext): string {
  return `Restores the newest backup, when somebody says so:\nkubectl -n <namespace> create job --from=cronjob/${objectName}-restore ${objectName}-restore-now`;
}

function cronJob(
  ctx: RenderContext,
  need: NeedContext,
  name: JobName,
  schedule: string,
  work: Work,
  suspend: boolean,
): KubernetesObject {
  const labels = { ...needLabels(need), ...backupSelector(ctx, need) };
  const object: ICronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: `${need.objectName}-${name}`,
      labels,
      annotations: wanted(need, name),
    },
    spec: {
      schedule,
      timeZone: 'Etc/UTC',
      ...(suspend ? { suspend } : {}),
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: 4 * 3600,
          template: {
            metadata: { labels },
            spec: jobPod(ctx, work),
          },
        },
      },
    },
  };
  return object as unknown as KubernetesObject;
}

/** What whoever looks at its runs has to know to say whether they are in time. */
function wanted({ type, backup }: NeedContext, name: JobName) {
  const run: RunReport['slipway'] =
    name === 'backup' && type === 's3' ? 'mirror' : name;
  return {
    [runAnnotations.run]: run,
    ...(name === 'backup' && backup?.objective
      ? { [runAnnotations.objective]: backup.objective }
      : {}),
    ...(name === 'backup' && backup?.keep
      ? { [runAnnotations.keep]: backup.keep }
      : {}),
  };
}

function problems(
  environment: EnvironmentContext,
  need: NeedContext,
): Finding[] {
  const path = `spec.environments.${environment.name}.needs.${need.name}.backup`;
  const { schedule = '', objective } = need.backup!;
  const gap = longestGap(schedule);
  return [
    ...(storeOf(environment, need)
      ? []
      : [
          {
            rule: 'backup.store',
            severity: 'error' as const,
            message: `in ${environment.name} '${need.name}' is backed up, and neither the spec nor the profile of cluster '${environment.cluster}' says where to`,
            remedy: `Set backup.to, add backupStore to the profile, or set backup: null for ${environment.name}`,
            path,
          },
        ]),
    ...(objective && gap !== undefined && gap > seconds(objective)
      ? [
          {
            rule: 'backup.objective',
            severity: 'error' as const,
            message: `in ${environment.name} '${
              need.name
            }' is to be backed up every ${objective}, and its schedule leaves up to ${
              gap / 3600
            } h between two runs`,
            remedy:
              need.type === 'postgres' && runsHere(need)
                ? 'Run it more often, or raise the objective'
                : 'Raise the objective, or run it more often',
            path,
          },
        ]
      : []),
  ];
}

/** Between two runs of a schedule of hours and minutes; undefined for one that this does not read. */
function longestGap(schedule: string): number | undefined {
  const [minute, hour, day, month, weekday] = schedule.split(' ');
  const every = /^\*\/(\d+)$/.exec(hour ?? '');
  if (!/^\d+$/.test(minute) || [day, month].some(field => field !== '*')) {
    return undefined;
  }
  if (weekday !== '*') {
    return /^\d$/.test(weekday) ? 7 * 86_400 : undefined;
  }
  if (hour === '*') {
    return 3600;
  }
  if (every) {
    return Number(every[1]) * 3600;
  }
  if (!/^\d+(,\d+)*$/.test(hour)) {
    return undefined;
  }
  const hours = hour
    .split(',')
    .map(Number)
    .sort((a, b) => a - b);
  const gaps = hours.map(
    (at, i) => (hours[(i + 1) % hours.length] - at + 24) % 24 || 24,
  );
  return Math.max(...gaps) * 3600;
}
