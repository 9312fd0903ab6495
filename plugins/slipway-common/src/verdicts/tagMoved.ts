import { WorkloadFacts } from '../facts';
import { parseImage } from './image';
import { Rule } from './rule';
import { list, say } from './say';

/** Under one tag, of pods that are to run the same: more than one where somebody pushed another image under it. */
function runningDigests({ image, pods }: WorkloadFacts): string[] {
  const wanted = parseImage(image).image;
  const found = pods
    .filter(({ current, deleting, ready }) => current && !deleting && ready)
    .flatMap(({ containers }) => containers)
    .filter(c => !c.init && parseImage(c.image).image === wanted)
    .flatMap(({ digest }) => digest ?? []);
  return [...new Set(found)].sort();
}

/** A tag that moved: which build answers depends on the pod that is asked. */
export const tagMoved: Rule = (workload, { environment }) => {
  const digests = runningDigests(workload);
  const { digest, version } = parseImage(workload.image);
  if (digest || digests.length < 2) {
    return [];
  }
  return [
    {
      code: 'tag-moved',
      state: 'degraded',
      message: say`Replicas of ${environment} run different images under the same name ${version}`,
      evidence: say`${workload.kind} ${workload.name}: ${list(
        digests.map(one => one.slice(0, 19)),
      )}.`,
      remedy: say`Restart ${workload.kind} ${workload.name}, and deploy by digest, or never push a tag twice.`,
    },
  ];
};
