import { FIRST_BUILD_TAG } from '@slipway/model';
import { parseImage } from './image';
import { Rule, containersOf, orRollBack, severity } from './rule';

const pullFailures = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
]);

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
  return [
    {
      code: 'image-pull',
      state: severity(workload),
      message: `${context.environment} cannot pull the image of ${version}`,
      evidence: `Container ${container.name} of pod ${pod.name}: ${container.waiting}, ${image}.`,
      remedy: `Check that the build pushed this tag, and that the cluster may read the registry${orRollBack(
        workload,
        context,
      )}.`,
    },
  ];
};
