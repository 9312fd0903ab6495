import { RunReport, labels, runAnnotations, seconds } from '@slipway/model';
import { Pruned, find, ofService, present, reason, text, time } from './read';

export interface PrunedCronJob extends Pruned {
  kind: 'CronJob';
  /** What its runs do, where it says so. */
  run?: RunReport['slipway'];
  need?: string;
  schedule: string;
  timeZone?: string;
  suspended: boolean;
  objectiveSeconds?: number;
  keepSeconds?: number;
  lastSuccessAt?: string;
}

export interface PrunedJob extends Pruned {
  kind: 'Job';
  uid: string;
  startedAt: string;
  endedAt?: string;
  outcome: 'running' | 'succeeded' | 'failed';
  reason?: string;
}

const runs: readonly string[] = ['backup', 'mirror', 'restore', 'verify'];

export const pruneCronJob = ofService<PrunedCronJob>(
  (base, { metadata, spec, status }) => {
    const wanted = (name: string) => text(metadata.annotations?.[name]);
    const run = wanted(runAnnotations.run);
    const lasting = (name: string) => {
      const value = wanted(name);
      return value === undefined ? undefined : seconds(value) || undefined;
    };
    return {
      ...base,
      kind: 'CronJob',
      ...(run && runs.includes(run) && { run: run as RunReport['slipway'] }),
      schedule: text(spec.schedule) ?? '',
      suspended: spec.suspend === true,
      ...present({
        need: text(metadata.labels?.[labels.need]),
        timeZone: text(spec.timeZone),
        objectiveSeconds: lasting(runAnnotations.objective),
        keepSeconds: lasting(runAnnotations.keep),
        lastSuccessAt: time(status.lastSuccessfulTime),
      }),
    };
  },
);

export const pruneJob = ofService<PrunedJob>((base, { metadata, status }) => {
  const failed = find(status.conditions, 'Failed');
  const complete = find(status.conditions, 'Complete');
  const over = [failed, complete].find(c => c?.status === 'True');
  const outcome = over === failed ? 'failed' : 'succeeded';
  return {
    ...base,
    kind: 'Job',
    uid: text(metadata.uid) ?? base.key,
    startedAt: time(status.startTime) ?? base.createdAt,
    outcome: over ? outcome : 'running',
    ...(over && outcome === 'failed' && reason(over)),
    ...present({
      endedAt:
        over && (time(status.completionTime) ?? time(over.lastTransitionTime)),
    }),
  };
});
