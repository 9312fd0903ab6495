import type { NeedType } from '@slipway/model';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import { runtimeOf } from '../../runtimes';
import { sqsQueueOf } from './variables';

/** Those that hand out messages one by one, and take them back. */
const handingOut: readonly NeedType[] = ['rabbitmq', 'sqs', 'kafka'];

/**
 * The need that a worker reads from: the one that it is scaled by, or the first queue. The same in all environments, also
 * in those that scale by nothing. Redis is a cache, unless it names its lists or the worker is scaled by one.
 */
export function queueNeedOf(
  { service }: RenderContext,
  { name, type }: WorkloadContext,
): { name: string; type: NeedType } | undefined {
  if (type !== 'worker') {
    return undefined;
  }
  const wanted = service.spec.workloads[name]?.scaleOn?.need;
  const queues = Object.entries(service.spec.needs ?? {})
    .filter(
      ([need, { type: of, queues: lists }]) =>
        handingOut.includes(of) ||
        (of === 'redis' && (need === wanted || lists?.length)),
    )
    .map(([need, { type: of }]) => ({ name: need, type: of }));
  return queues.find(need => need.name === wanted) ?? queues[0];
}

/** What the queue, list or topic of a worker is called. */
export function queueNameOf(
  { scaleOn, name }: WorkloadContext,
  need: NeedContext,
): string {
  return (
    scaleOn?.queue ??
    (need.type === 'sqs' ? sqsQueueOf(need) : undefined) ??
    need.queues?.[0] ??
    Object.keys(need.topics ?? {})[0] ??
    name
  );
}

/** What a worker reads in an environment: the need, and the name of the queue there. */
function queueOf(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
): { need: NeedContext; queue: string } | undefined {
  const wanted = queueNeedOf(ctx, workload);
  const need = environment.needs.find(({ name }) => name === wanted?.name);
  const common = ctx.service.spec.workloads[workload.name];
  return (
    need && {
      need,
      queue: queueNameOf(
        { ...workload, scaleOn: workload.scaleOn ?? common.scaleOn },
        need,
      ),
    }
  );
}

/** The workers of which Slipway wrote the program, and what they read: what they count and lay aside is known. */
export function readersOf(ctx: RenderContext, environment: EnvironmentContext) {
  return runtimeOf(ctx.service.spec.runtime)
    ? environment.workloads.flatMap(workload => {
        const read = queueOf(ctx, environment, workload);
        return read
          ? [{ workload, ...read, dead: deadLettersOf(workload, read.queue) }]
          : [];
      })
    : [];
}

/** The queue, list or topic beside another for what cannot be done, where nobody says otherwise. */
export function usualDeadLetters(queue: string): string {
  return `${queue}-dead`;
}

const DEAD_LETTERS = 'DEAD_LETTER_QUEUE';

/** Where a worker lays aside what it cannot do: its variable says so, which a spec may set. */
function deadLettersOf({ env }: WorkloadContext, queue: string): string {
  return Object.hasOwn(env, DEAD_LETTERS)
    ? env[DEAD_LETTERS]
    : usualDeadLetters(queue);
}

/** The variables by which a worker finds what it reads. */
export function queueVariables(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
): { name: string; value: string }[] {
  const read = queueOf(ctx, environment, workload);
  return read
    ? [
        { name: 'QUEUE', value: read.queue },
        { name: DEAD_LETTERS, value: deadLettersOf(workload, read.queue) },
        ...(read.need.type === 'kafka'
          ? [{ name: 'CONSUMER_GROUP', value: workload.objectName }]
          : []),
      ]
    : [];
}
