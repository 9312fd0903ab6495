import { FIRST_BUILD_TAG } from '@slipway/model';
import { parseImage } from './image';
import { newestOf, seenWords } from './events';
import { Rule, containersOf, orRollBack, severity } from './rule';
import { say, type Sentence } from './say';

const pullFailures = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
]);

const whys: Partial<Record<string, { words: Sentence; remedy: Sentence }>> = {
  'image-not-there': {
    words: say`the registry does not have it`,
    remedy: say`Check that the build pushed this tag`,
  },
  'image-denied': {
    words: say`the registry refuses the cluster`,
    remedy: say`Check the pull secret of the namespace`,
  },
  'image-limit': {
    words: say`the registry counts too many requests`,
    remedy: say`Wait, or pull as somebody who may do so more often`,
  },
  'image-unreachable': {
    words: say`the registry does not answer the nodes`,
    remedy: say`Ask the platform team whether nodes reach the registry`,
  },
};

/** A new repository has no image yet; that is a wait, not an alarm. */
export const waitingFirstBuild: Rule = (workload, { environment }) =>
  parseImage(workload.image).tag === FIRST_BUILD_TAG
    ? [
        {
          code: 'waiting-first-build',
          state: 'progressing',
          message: say`${environment} is waiting for the first build`,
        },
      ]
    : [];

export const imagePull: Rule = (workload, context) => {
  const failing = containersOf(workload).find(
    ({ container }) =>
      container.waiting &&
      pullFailures.has(container.waiting) &&
      // What waited for the first build goes as soon as that has come.
      parseImage(container.image).tag !== FIRST_BUILD_TAG,
  );
  if (!failing) {
    return [];
  }
  const { environment } = context;
  const { pod, container } = failing;
  const { image, version } = parseImage(container.image);
  const said = newestOf(pod.events, 'Failed', 'BackOff');
  const why = whys[said?.about ?? ''];
  return [
    {
      code: 'image-pull',
      state: severity(workload),
      message: why
        ? say`${environment} cannot pull the image of ${version}: ${why.words}`
        : say`${environment} cannot pull the image of ${version}`,
      evidence: say`Container ${container.name} of pod ${
        pod.name
      }: ${container.waiting!}, ${image}${seenWords(said)}.`,
      remedy: say`${
        why?.remedy ??
        say`Check that the build pushed this tag, and that the cluster may read the registry`
      }${orRollBack(workload, context)}.`,
    },
  ];
};
