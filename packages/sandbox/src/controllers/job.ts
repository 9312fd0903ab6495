import { timestamp } from '../clock';
import { KubernetesObject } from '../kubernetes';
import {
  Change,
  Condition,
  Outcome,
  World,
  after,
  controllerReference,
  join,
  ownedBy,
} from './types';

/** Makes a Job's pod, and counts how it went. */
export function reconcileJobs(world: World): Outcome {
  return join(world.list('Job').map(job => reconcileJob(job, world)));
}

export function isOver(job: KubernetesObject): boolean {
  return (job.status?.conditions ?? []).some(
    (c: Condition) =>
      ['Complete', 'Failed'].includes(c.type) && c.status === 'True',
  );
}

function reconcileJob(job: KubernetesObject, world: World): Outcome {
  if (isOver(job) || job.metadata.deletionTimestamp) {
    return { changes: [] };
  }
  const now = timestamp(world.now);
  const pods = world.list('Pod').filter(pod => ownedBy(pod, job));
  const count = (phase: string) =>
    pods.filter(pod => pod.status?.phase === phase).length;
  const failed = count('Failed');
  const startTime: string = job.status?.startTime ?? now;
  const { backoffLimit = 6, activeDeadlineSeconds } = job.spec ?? {};
  const deadline =
    activeDeadlineSeconds && after(startTime, activeDeadlineSeconds);
  const late = deadline && world.now >= deadline;
  const end = outcome(count('Succeeded') > 0, failed > backoffLimit, late);
  const active = pods.length - failed - count('Succeeded');
  const changes: Change[] = [
    {
      op: 'status',
      object: {
        ...job,
        status: {
          startTime,
          ...(end?.type !== undefined || active === 0
            ? {}
            : { active, ready: 0 }),
          ...(failed && { failed }),
          ...(end?.type === 'Complete' && {
            succeeded: 1,
            completionTime: now,
          }),
          ...(end && {
            conditions: [
              {
                ...end,
                status: 'True',
                lastProbeTime: now,
                lastTransitionTime: now,
              },
            ],
          }),
        },
      },
    },
  ];
  if (!end && active === 0) {
    changes.push({ op: 'create', object: podOf(job, failed) });
  }
  if (end?.type === 'Failed') {
    const open = pods.filter(
      pod => !['Succeeded', 'Failed'].includes(pod.status?.phase),
    );
    changes.push(...open.map((object): Change => ({ op: 'delete', object })), {
      op: 'event',
      about: job,
      event: {
        type: 'Warning',
        reason: end.reason!,
        message: end.message!,
        component: 'job-controller',
      },
    });
  }
  return { changes, ...(deadline && !end && { wakeAt: deadline }) };
}

function outcome(
  done: boolean,
  often: boolean,
  late: boolean | undefined | '' | 0,
): Omit<Condition, 'status'> | undefined {
  if (done) {
    return { type: 'Complete', reason: 'CompletionsReached', message: '' };
  }
  if (late) {
    return {
      type: 'Failed',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    };
  }
  return often
    ? {
        type: 'Failed',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      }
    : undefined;
}

function podOf(job: KubernetesObject, attempt: number) {
  const { template } = job.spec ?? {};
  const { name, namespace } = job.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...template?.metadata,
      labels: {
        ...template?.metadata?.labels,
        'batch.kubernetes.io/job-name': name,
      },
      name: `${name}-${attempt}`,
      namespace,
      ownerReferences: [controllerReference(job)],
    },
    spec: template?.spec,
  };
}
