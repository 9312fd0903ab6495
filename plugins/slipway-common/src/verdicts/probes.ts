import { ContainerFacts, EventFacts, PodFacts } from '../facts';
import { newestOf, seenWords } from './events';
import {
  Rule,
  containersOf,
  logOf,
  orRollBack,
  restartsOf,
  severity,
} from './rule';
import { say } from './say';
import { secondsBetween } from './words';

/** What starts has not passed its probes yet, and that is no trouble. */
const START_SECONDS = 180;

/** The kubelet ends what does not pass these. */
const deadly = ['liveness', 'startup'];

function failed(
  { events }: PodFacts,
  probes: readonly string[],
): EventFacts | undefined {
  return newestOf(
    events?.filter(({ about }) => probes.includes(about ?? '')),
    'Unhealthy',
  );
}

/** It would go on running, were it not for a probe. What runs out of memory does not answer probes, either. */
export function killedByProbe(
  pod: PodFacts,
  { restarts, ended }: ContainerFacts,
): boolean {
  return (
    restarts > 0 &&
    ended?.reason !== 'OOMKilled' &&
    failed(pod, deadly) !== undefined
  );
}

/** It runs, and does not answer as it should: restarted for it again and again, or never sent anything. */
export const probeFailing: Rule = (workload, context) => {
  const { environment } = context;
  const suspects = containersOf(workload).filter(({ pod }) => !pod.ready);
  const killed = suspects.find(({ pod, container }) =>
    killedByProbe(pod, container),
  );
  if (killed) {
    const { pod, container } = killed;
    const event = failed(pod, deadly)!;
    const probe = event.about ?? '';
    return [
      {
        code: 'probe-failing',
        state: severity(workload),
        message: say`${environment} restarts again and again: it does not pass its ${probe} probe`,
        evidence: say`Pod ${pod.name}: Unhealthy${seenWords(
          event,
        )}, ${restartsOf(container.restarts)}.`,
        remedy: say`Look at what the ${probe} probe asks and how long it waits, and at the log of container ${
          container.name
        }${orRollBack(workload, context)}.`,
        log: { pod: pod.name, container: container.name, previous: true },
      },
    ];
  }
  const failing = suspects
    .map(({ pod }) => ({ pod, event: failed(pod, ['readiness', ...deadly]) }))
    .filter(({ pod, event }) => event && isLate(pod, event));
  const pods = new Set(failing.map(({ pod }) => pod.name));
  const [first] = failing;
  const probe = first?.event?.about ?? '';
  return first?.event
    ? [
        {
          code: 'probe-failing',
          state: severity(workload),
          message:
            pods.size === 1
              ? say`1 replica of ${environment} runs, but does not pass the ${probe} probe`
              : say`${pods.size} replicas of ${environment} run, but do not pass the ${probe} probe`,
          evidence: say`Pod ${first.pod.name}: Unhealthy${seenWords(
            first.event,
          )}.`,
          remedy: say`Look at what the ${probe} probe asks, and at the log of pod ${
            first.pod.name
          }${orRollBack(workload, context)}.`,
          ...logOf(first.pod),
        },
      ]
    : [];
};

/** What waits to run is told of by others. */
function isLate(pod: PodFacts, { lastAt }: EventFacts): boolean {
  return (
    pod.containers.every(({ init, waiting }) => init || !waiting) &&
    (pod.wasReady || secondsBetween(pod.createdAt, lastAt) > START_SECONDS)
  );
}
