import { timestamp } from '../clock';
import { ImageRecord } from '../registry';
import { quantity } from './quantity';
import { EventNote, after } from './types';

/** One container of a pod, at a moment. */
export interface ContainerStep {
  spec: Record<string, any>;
  status: Record<string, any>;
  /** When the node took the pod. */
  podStart: Date;
  podName: string;
  image: ImageRecord | undefined;
  now: Date;
}

export interface ContainerOutcome {
  status: Record<string, any>;
  events: EventNote[];
  wakeAt?: Date;
}

const PULL_SECONDS = 1;
const ERROR_SHOWN_SECONDS = 2;
/** How long a process runs that is to end. */
const CRASH_SECONDS = 3;
const READY_SECONDS = 2;

const note = (
  type: EventNote['type'],
  reason: string,
  message: string,
): EventNote => ({ type, reason, message, component: 'kubelet' });

/** What a kubelet would do next with a container. */
export function stepContainer(step: ContainerStep): ContainerOutcome {
  const { state } = step.status;
  if (state?.running) {
    return whileRunning(step);
  }
  if (state?.terminated) {
    return afterTermination(step);
  }
  if (state?.waiting?.reason === 'CrashLoopBackOff') {
    return whileBackingOff(step);
  }
  return whilePulling(step);
}

/** Pulls at 1 s, then after 10, 20, 40, … at most 300 s more: where in that `now` falls. */
function pullAttempt(podStart: Date, now: Date): { began: Date; next: Date } {
  let began = after(podStart, PULL_SECONDS);
  let wait = 10;
  let next = after(began, wait);
  while (next <= now) {
    began = next;
    wait = Math.min(wait * 2, 300);
    next = after(began, wait);
  }
  return { began, next };
}

function whilePulling(step: ContainerStep): ContainerOutcome {
  const { spec, status, podStart, now, image } = step;
  const { began, next } = pullAttempt(podStart, now);
  if (now < began) {
    return { status, events: [], wakeAt: began };
  }
  const shownUntil = after(began, ERROR_SHOWN_SECONDS);
  const attempting = now < shownUntil;
  const reason = status.state?.waiting?.reason;
  if (image && (attempting || reason === 'ContainerCreating')) {
    return start(step, [
      note('Normal', 'Pulled', `Successfully pulled image "${spec.image}"`),
    ]);
  }
  const missing = `failed to pull and unpack image "${spec.image}": failed to resolve reference "${spec.image}": ${spec.image}: not found`;
  if (attempting || reason === 'ContainerCreating') {
    return {
      status: waiting(status, 'ErrImagePull', missing),
      events:
        reason === 'ErrImagePull'
          ? []
          : [
              note('Normal', 'Pulling', `Pulling image "${spec.image}"`),
              note(
                'Warning',
                'Failed',
                `Failed to pull image "${spec.image}": ${missing}`,
              ),
              note('Warning', 'Failed', 'Error: ErrImagePull'),
            ],
      wakeAt: attempting ? shownUntil : after(now, 1),
    };
  }
  const message = `Back-off pulling image "${spec.image}": ErrImagePull: ${missing}`;
  return {
    status: waiting(status, 'ImagePullBackOff', message),
    events:
      reason === 'ImagePullBackOff'
        ? []
        : [
            note('Normal', 'BackOff', `Back-off pulling image "${spec.image}"`),
            note('Warning', 'Failed', 'Error: ImagePullBackOff'),
          ],
    wakeAt: next,
  };
}

function waiting(status: Record<string, any>, reason: string, message: string) {
  return {
    ...status,
    ready: false,
    started: false,
    state: { waiting: { reason, message } },
  };
}

function start(step: ContainerStep, events: EventNote[]): ContainerOutcome {
  const { spec, status, image, now } = step;
  const outcome = whileRunning({
    ...step,
    status: {
      ...status,
      ready: false,
      started: true,
      imageID: `${image?.repository}@${image?.digest}`,
      containerID: `containerd://${step.podName}-${spec.name}-${status.restartCount}`,
      state: { running: { startedAt: timestamp(now) } },
    },
  });
  return {
    ...outcome,
    events: [
      ...events,
      note('Normal', 'Created', `Created container: ${spec.name}`),
      note('Normal', 'Started', `Started container ${spec.name}`),
    ],
  };
}

function whileRunning({
  spec,
  status,
  image,
  now,
}: ContainerStep): ContainerOutcome {
  const { startedAt } = status.state.running;
  const limit = quantity(spec.resources?.limits?.memory);
  const starved = limit !== undefined && image && limit < image.workingSetBytes;
  const exitCode = starved ? 137 : image?.exitCode;
  if (exitCode !== undefined) {
    const end = after(startedAt, CRASH_SECONDS);
    if (now < end) {
      return { status, events: [], wakeAt: end };
    }
    const terminated = {
      exitCode,
      reason: starved ? 'OOMKilled' : 'Error',
      startedAt,
      finishedAt: timestamp(now),
      containerID: status.containerID,
    };
    return {
      status: {
        ...status,
        ready: false,
        started: false,
        state: { terminated },
      },
      events: [],
      wakeAt: after(now, 1),
    };
  }
  const probe = spec.readinessProbe;
  const readyAt = probe
    ? after(startedAt, (probe.initialDelaySeconds ?? 0) + READY_SECONDS)
    : new Date(startedAt);
  return now >= readyAt
    ? { status: { ...status, ready: true }, events: [] }
    : { status, events: [], wakeAt: readyAt };
}

/** The first restart follows at once, later ones after 10, 20, 40, … at most 300 s. */
function backOffSeconds(restarts: number): number {
  return Math.min(300, 10 * 2 ** (restarts - 1));
}

function afterTermination(step: ContainerStep): ContainerOutcome {
  const { status, now, spec, podName } = step;
  const { terminated } = status.state;
  const shownUntil = after(terminated.finishedAt, 1);
  if (now < shownUntil) {
    return { status, events: [], wakeAt: shownUntil };
  }
  if (status.restartCount === 0) {
    return restart(step, terminated);
  }
  const seconds = backOffSeconds(status.restartCount);
  const message = `back-off ${seconds}s restarting failed container=${spec.name} pod=${podName}`;
  return {
    status: {
      ...waiting(status, 'CrashLoopBackOff', message),
      lastState: { terminated },
    },
    events: [
      note(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${spec.name} in pod ${podName}`,
      ),
    ],
    wakeAt: after(terminated.finishedAt, seconds),
  };
}

function whileBackingOff(step: ContainerStep): ContainerOutcome {
  const { status, now } = step;
  const { terminated } = status.lastState;
  const end = after(terminated.finishedAt, backOffSeconds(status.restartCount));
  return now < end
    ? { status, events: [], wakeAt: end }
    : restart(step, terminated);
}

function restart(step: ContainerStep, terminated: object): ContainerOutcome {
  const { status } = step;
  return start(
    {
      ...step,
      status: {
        ...status,
        restartCount: status.restartCount + 1,
        lastState: { terminated },
      },
    },
    [
      note(
        'Normal',
        'Pulled',
        `Container image "${step.spec.image}" already present on machine`,
      ),
    ],
  );
}
