import { CronExpressionParser } from 'cron-parser';
import { timestamp } from '../clock';
import { KubernetesObject } from '../kubernetes';
import { isOver } from './job';
import {
  Change,
  Outcome,
  World,
  controllerReference,
  join,
  ownedBy,
} from './types';

/** Starts Jobs when they are due, and keeps as many of the ended ones as it is told to. */
export function reconcileCronJobs(world: World): Outcome {
  return join(
    world
      .list('CronJob')
      .filter(cronJob => !cronJob.metadata.deletionTimestamp)
      .map(cronJob => reconcileCronJob(cronJob, world)),
  );
}

function reconcileCronJob(cronJob: KubernetesObject, world: World): Outcome {
  const jobs = world.list('Job').filter(job => ownedBy(job, cronJob));
  const active = jobs.filter(job => !isOver(job));
  const ends = jobs.flatMap(job => job.status?.completionTime ?? []).sort();
  const lastSuccessfulTime = ends.at(-1) ?? cronJob.status?.lastSuccessfulTime;
  const { due, next } = timesOf(cronJob, world.now);
  const { suspend, concurrencyPolicy } = cronJob.spec ?? {};
  const waits = concurrencyPolicy === 'Forbid' && active.length > 0;
  const starts = due !== undefined && !suspend && !waits;
  const lastScheduleTime = starts
    ? timestamp(due)
    : cronJob.status?.lastScheduleTime;
  const changes: Change[] = [
    {
      op: 'status',
      object: {
        ...cronJob,
        status: {
          ...(active.length > 0 && { active: active.map(referenceTo) }),
          ...(lastScheduleTime && { lastScheduleTime }),
          ...(lastSuccessfulTime && { lastSuccessfulTime }),
        },
      },
    },
    ...tooOld(cronJob, jobs),
  ];
  if (starts) {
    changes.push({ op: 'create', object: jobOf(cronJob, due) });
  }
  return { changes, ...(next && !suspend && { wakeAt: next }) };
}

/** The newest time that was due since the last one, and the next. */
function timesOf(
  { spec, status, metadata }: KubernetesObject,
  now: Date,
): { due?: Date; next?: Date } {
  const around = turnsAround(
    String(spec?.schedule),
    spec?.timeZone ?? 'Etc/UTC',
    now,
  );
  if (!around) {
    return {};
  }
  const since = new Date(
    status?.lastScheduleTime ?? metadata.creationTimestamp,
  );
  const { last: due, next } = around;
  return { next, ...(due > since && { due }) };
}

interface Turns {
  last: Date;
  next: Date;
}

/** By schedule and zone: to read a schedule is costly, and what comes of it lasts until its next turn. */
const known = new Map<string, Turns>();

function turnsAround(
  schedule: string,
  tz: string,
  now: Date,
): Turns | undefined {
  const key = `${schedule} ${tz}`;
  const before = known.get(key);
  if (before && before.last <= now && now < before.next) {
    return before;
  }
  try {
    const at = (currentDate: Date) =>
      CronExpressionParser.parse(schedule, { currentDate, tz });
    const turns = {
      // A schedule's own second is not before it.
      last: at(new Date(now.getTime() + 1000))
        .prev()
        .toDate(),
      next: at(now).next().toDate(),
    };
    known.set(key, turns);
    return turns;
  } catch {
    return undefined;
  }
}

function tooOld(
  { spec }: KubernetesObject,
  jobs: KubernetesObject[],
): Change[] {
  const over = (type: string) =>
    jobs
      .filter(job =>
        job.status?.conditions?.some((c: { type: string }) => c.type === type),
      )
      .sort((a, b) =>
        String(a.status?.startTime).localeCompare(String(b.status?.startTime)),
      );
  const beyond = (all: KubernetesObject[], keep: number) =>
    all.slice(0, Math.max(0, all.length - keep));
  return [
    ...beyond(over('Complete'), spec?.successfulJobsHistoryLimit ?? 3),
    ...beyond(over('Failed'), spec?.failedJobsHistoryLimit ?? 1),
  ].map(object => ({ op: 'delete', object }));
}

function jobOf(cronJob: KubernetesObject, due: Date) {
  const { jobTemplate } = cronJob.spec ?? {};
  const { name, namespace } = cronJob.metadata;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...jobTemplate?.metadata,
      name: `${name}-${Math.floor(due.getTime() / 60_000)}`,
      namespace,
      ownerReferences: [controllerReference(cronJob)],
    },
    spec: jobTemplate?.spec,
  };
}

function referenceTo({ apiVersion, kind, metadata }: KubernetesObject) {
  const { name, namespace, uid } = metadata;
  return { apiVersion, kind, name, namespace, uid };
}
