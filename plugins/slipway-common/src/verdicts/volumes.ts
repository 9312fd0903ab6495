import { newestOf, seenWords } from './events';
import { Rule, severity } from './rule';

/** The first tries may come before what they need. */
const FIRST_TRIES = 2;

const whys: Partial<Record<string, { words: string; remedy: string }>> = {
  secret: {
    words: 'a Secret that it names is missing',
    remedy: 'Check that every Secret which it mounts is brought',
  },
  configmap: {
    words: 'a ConfigMap that it names is missing',
    remedy: 'Check that every ConfigMap which it mounts is applied',
  },
  claim: {
    words: 'its claim is missing',
    remedy: 'Check that the PersistentVolumeClaim exists',
  },
  elsewhere: {
    words: 'it is still attached to another node',
    remedy:
      'Wait until the pod before it has ended; if its node is lost, ask the platform team to detach the volume',
  },
  timeout: {
    words: 'it does not come in time',
    remedy: 'Ask the platform team to look at the storage driver of the node',
  },
};

/** The kubelet starts nothing before all volumes are there. */
export const volumeMount: Rule = (workload, { environment }) => {
  for (const pod of workload.pods.filter(p => !p.deleting && !p.ready)) {
    const waits = pod.containers.some(
      ({ waiting }) =>
        waiting === 'ContainerCreating' || waiting === 'PodInitializing',
    );
    const event = newestOf(pod.events, 'FailedMount', 'FailedAttachVolume');
    if (waits && event && event.count > FIRST_TRIES) {
      const why = whys[event.about ?? ''];
      return [
        {
          code: 'volume-mount',
          state: severity(workload),
          message: `a volume of ${environment} cannot be mounted${
            why ? `: ${why.words}` : ''
          }`,
          evidence: `Pod ${pod.name}: ${event.reason}${seenWords(event)}.`,
          remedy: `${why?.remedy ?? `Look at the events of pod ${pod.name}`}.`,
        },
      ];
    }
  }
  return [];
};
