import { timestamp } from '../clock';
import { KubernetesObject, addressIn } from '../kubernetes';
import { ContainerOutcome, stepContainer } from './container';
import { reconcileRun, runsOnce } from './run';
import {
  Change,
  Condition,
  Outcome,
  World,
  after,
  earliest,
  join,
  setCondition,
} from './types';

const STOP_SECONDS = 1;

/** Scheduler and kubelet in one: every pod finds a node, and its containers start, fail and stop with time. */
export function reconcilePods(world: World): Outcome {
  return join(world.list('Pod').map(pod => reconcilePod(pod, world)));
}

function reconcilePod(pod: KubernetesObject, world: World): Outcome {
  if (pod.metadata.deletionTimestamp) {
    return stopping(pod, world.now);
  }
  if (['Succeeded', 'Failed'].includes(pod.status?.phase)) {
    return { changes: [] };
  }
  if (!pod.spec?.nodeName) {
    return schedule(pod, world);
  }
  return runsOnce(pod) ? reconcileRun(pod, world) : onNode(pod, world);
}

function stopping(pod: KubernetesObject, now: Date): Outcome {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
  const asked = after(deletionTimestamp!, -deletionGracePeriodSeconds);
  const end = after(asked, Math.min(STOP_SECONDS, deletionGracePeriodSeconds));
  return now >= end
    ? { changes: [{ op: 'remove', object: pod }] }
    : { changes: [], wakeAt: end };
}

function schedule(pod: KubernetesObject, world: World): Outcome {
  const nodes = world.list('Node');
  if (nodes.length === 0) {
    return { changes: [] };
  }
  const pods = world.everywhere('Pod');
  const load = (name: string) =>
    pods.filter(p => p.spec?.nodeName === name).length;
  const node = nodes
    .map(n => n.metadata.name)
    .reduce((a, b) => (load(b) < load(a) ? b : a));
  const { name, namespace } = pod.metadata;
  return {
    changes: [
      {
        op: 'update',
        object: { ...pod, spec: { ...pod.spec, nodeName: node } },
      },
      {
        op: 'event',
        about: pod,
        event: {
          type: 'Normal',
          reason: 'Scheduled',
          message: `Successfully assigned ${namespace}/${name} to ${node}`,
          component: 'default-scheduler',
        },
      },
    ],
  };
}

function onNode(pod: KubernetesObject, world: World): Outcome {
  const now = timestamp(world.now);
  const before = pod.status ?? {};
  const startTime: string = before.startTime ?? now;
  const steps = (pod.spec?.containers ?? []).map((spec: Record<string, any>) =>
    stepContainer({
      spec,
      status:
        before.containerStatuses?.find((s: any) => s.name === spec.name) ??
        creating(spec),
      podStart: new Date(startTime),
      podName: pod.metadata.name,
      image: world.image(spec.image),
      now: world.now,
    }),
  ) as ContainerOutcome[];
  const statuses = steps.map(s => s.status);
  const started = statuses.some(
    s => s.state?.running || s.lastState || s.state?.terminated,
  );
  const ready = statuses.length > 0 && statuses.every(s => s.ready);
  const status = {
    ...before,
    phase: started ? 'Running' : 'Pending',
    startTime,
    hostIP: addressIn('10.0', String(pod.spec?.nodeName)),
    ...(started && { podIP: addressIn('10.244', String(pod.metadata.uid)) }),
    conditions: conditionsOf(before.conditions ?? [], ready, statuses, now),
    containerStatuses: statuses,
  };
  const changes: Change[] = [
    { op: 'status', object: { ...pod, status } },
    ...steps.flatMap(s =>
      s.events.map((event): Change => ({ op: 'event', about: pod, event })),
    ),
  ];
  return { changes, wakeAt: earliest(...steps.map(s => s.wakeAt)) };
}

function creating(spec: Record<string, any>): Record<string, any> {
  return {
    name: spec.name,
    image: spec.image,
    imageID: '',
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason: 'ContainerCreating' } },
  };
}

function conditionsOf(
  before: Condition[],
  ready: boolean,
  statuses: Array<Record<string, any>>,
  now: string,
): Condition[] {
  const late = statuses.filter(s => !s.ready).map(s => s.name);
  const readiness = (type: string): Condition =>
    ready
      ? { type, status: 'True' }
      : {
          type,
          status: 'False',
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${late.join(' ')}]`,
        };
  const wanted: Condition[] = [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Initialized', status: 'True' },
    readiness('ContainersReady'),
    readiness('Ready'),
  ];
  return wanted.reduce(
    (conditions, condition) => setCondition(conditions, condition, now),
    before,
  );
}
