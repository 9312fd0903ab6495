import { newestOf, seenWords } from './events';
import { Rule, severity } from './rule';
import { say, type Sentence } from './say';

/** The first tries may come before what they need. */
const FIRST_TRIES = 2;

const whys: Partial<Record<string, { words: Sentence; remedy: Sentence }>> = {
  secret: {
    words: say`a Secret that it names is missing`,
    remedy: say`Check that every Secret which it mounts is brought`,
  },
  configmap: {
    words: say`a ConfigMap that it names is missing`,
    remedy: say`Check that every ConfigMap which it mounts is applied`,
  },
  claim: {
    words: say`its claim is missing`,
    remedy: say`Check that the PersistentVolumeClaim exists`,
  },
  elsewhere: {
    words: say`it is still attached to another node`,
    remedy: say`Wait until the pod before it has ended; if its node is lost, ask the platform team to detach the volume`,
  },
  timeout: {
    words: say`it does not come in time`,
    remedy: say`Ask the platform team to look at the storage driver of the node`,
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
          message: why
            ? say`A volume of ${environment} cannot be mounted: ${why.words}`
            : say`A volume of ${environment} cannot be mounted`,
          evidence: say`Pod ${pod.name}: ${event.reason}${seenWords(event)}.`,
          remedy: say`${
            why?.remedy ?? say`Look at the events of pod ${pod.name}`
          }.`,
        },
      ];
    }
  }
  return [];
};
