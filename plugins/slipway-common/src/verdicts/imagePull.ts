import { FIRST_BUILD_TAG } from '@slipway/model';
import { parseImage } from './image';
import { newestOf, seenWords } from './events';
import { Rule, containersOf, orRollBack, severity } from './rule';

const pullFailures = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
]);

const whys: Partial<Record<string, { words: string; remedy: string }>> = {
  'image-not-there': {
    words: 'the registry does not have it',
    remedy: 'Check that the build pushed this tag',
  },
  'image-denied': {
    words: 'the registry refuses the cluster',
    remedy: 'Check the pull secret of the namespace',
  },
  'image-limit': {
    words: 'the registry counts too many requests',
    remedy: 'Wait, or pull as somebody who may do so more often',
  },
  'image-unreachable': {
    words: 'the registry does not answer the nodes',
    remedy: 'Ask the platform team whether nodes reach the registry',
  },
};

/** A new repository has no image yet; that is a wait, not an alarm. */
export const waitingFirstBuild: Rule = (workload, { environment }) =>
  parseImage(workload.image).tag === FIRST_BUILD_TAG
    ? [
        {
          code: 'waiting-first-build',
          state: 'progressing',
          message: `${environment} is waiting for the first build`,
        },
      ]
    : [];

export const imagePull: Rule = (workload, context) => {
  const failing = containersOf(workload).find(
    ({ container }) => container.waiting && pullFailures.has(container.waiting),
  );
  if (!failing) {
    return [];
  }
  const { pod, container } = failing;
  const { image, version } = parseImage(container.image);
  const said = newestOf(pod.events, 'Failed', 'BackOff');
  const why = whys[said?.about ?? ''];
  return [
    {
      code: 'image-pull',
      state: severity(workload),
      message: `${context.environment} cannot pull the image of ${version}${
        why ? `: ${why.words}` : ''
      }`,
      evidence: `Container ${container.name} of pod ${pod.name}: ${
        container.waiting
      }, ${image}${seenWords(said)}.`,
      remedy: `${
        why?.remedy ??
        'Check that the build pushed this tag, and that the cluster may read the registry'
      }${orRollBack(workload, context)}.`,
    },
  ];
};
