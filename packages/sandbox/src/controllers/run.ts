import { createHash } from 'node:crypto';
import { parseQuantity, seconds } from '@slipway/model';
import { timestamp } from '../clock';
import { KubernetesObject, addressIn } from '../kubernetes';
import { knobs } from '../operators/knobs';
import { Outcome, World, after } from './types';

type Fields = Record<string, any>;

const BEGIN_SECONDS = 1;
const RUN_SECONDS = 6;

/** Pods that are to come to an end, as Jobs make them. */
export function runsOnce({ spec }: KubernetesObject): boolean {
  return spec?.restartPolicy === 'Never' || spec?.restartPolicy === 'OnFailure';
}

/** Nothing runs here: after a moment it is done, and a backup leaves the report that its script would write. */
export function reconcileRun(pod: KubernetesObject, world: World): Outcome {
  const { now } = world;
  const before = pod.status ?? {};
  const startTime: string = before.startTime ?? timestamp(now);
  const begin = after(startTime, BEGIN_SECONDS);
  const end = after(startTime, RUN_SECONDS);
  const maker = makerOf(pod, world);
  const fails = maker?.metadata.annotations?.[knobs.runFails];
  const over = fails ? 'Failed' : 'Succeeded';
  const phase = (now >= end && over) || (now >= begin && 'Running');
  const startedAt = timestamp(begin);
  const states: Fields = {
    Running: { running: { startedAt } },
    Succeeded: {
      terminated: {
        exitCode: 0,
        reason: 'Completed',
        startedAt,
        finishedAt: timestamp(end),
      },
    },
    Failed: {
      terminated: {
        exitCode: 1,
        reason: 'Error',
        message: fails,
        startedAt,
        finishedAt: timestamp(end),
      },
    },
  };
  const state = phase
    ? states[phase]
    : { waiting: { reason: 'ContainerCreating' } };
  const statusOf = (container: Fields) => ({
    name: container.name,
    image: container.image,
    imageID: '',
    ready: phase === 'Running',
    started: phase === 'Running',
    restartCount: 0,
    state: fails ? state : withReport(state, container, pod, maker),
  });
  const status = {
    ...before,
    phase: phase || 'Pending',
    startTime,
    hostIP: addressIn('10.0', String(pod.spec?.nodeName)),
    conditions: [{ type: 'PodScheduled', status: 'True' }],
    containerStatuses: (pod.spec?.containers ?? []).map(statusOf),
  };
  return {
    changes: [{ op: 'status', object: { ...pod, status } }],
    ...(phase !== over && { wakeAt: phase ? end : begin }),
  };
}

/** The CronJob whose Job it runs for. */
function makerOf(
  pod: KubernetesObject,
  world: World,
): KubernetesObject | undefined {
  return world
    .list('CronJob')
    .find(({ metadata }) => pod.metadata.name.startsWith(`${metadata.name}-`));
}

function withReport(
  state: Fields,
  container: Fields,
  pod: KubernetesObject,
  maker: KubernetesObject | undefined,
): Fields {
  const script = [...(container.command ?? []), ...(container.args ?? [])];
  const [, kind] = /"slipway":"(\w+)"/.exec(script.join('\n')) ?? [];
  return state.terminated && kind
    ? {
        terminated: {
          ...state.terminated,
          message: JSON.stringify(
            report(kind, container, pod, state.terminated.finishedAt, maker),
          ),
        },
      }
    : state;
}

/** A database that grows by a hundredth a day, and whose store keeps what it is told to keep. */
function report(
  kind: string,
  container: Fields,
  pod: KubernetesObject,
  at: string,
  maker: KubernetesObject | undefined,
): object {
  const variable = (name: string) =>
    (container.env ?? []).find((one: Fields) => one.name === name)?.value;
  const folder = String(variable('FOLDER') ?? pod.metadata.name);
  const keep = seconds(String(variable('KEEP') ?? '7d')) * 1000;
  const since = Date.parse(maker?.metadata.creationTimestamp ?? at);
  const day = 86_400_000;
  const age = Date.parse(at) - since;
  const base = parseInt(
    createHash('sha256').update(folder).digest('hex').slice(0, 6),
    16,
  );
  const size = (parseQuantity('40Mi') ?? 0) + base * 8;
  const name = (time: number) =>
    `${folder}/${new Date(time)
      .toISOString()
      .slice(0, 19)
      .replace(/:/g, '-')}Z.dump`;
  return {
    slipway: kind,
    object: name(Date.parse(at)),
    bytes: Math.round(size * 1.01 ** (age / day)),
    oldest: name(Math.max(since, Date.parse(at) - keep)),
    count: Math.max(1, Math.ceil(Math.min(age, keep) / day)),
  };
}
