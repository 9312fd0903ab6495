import {
  RolloutFacts,
  RolloutVersionFacts,
  RuntimeFacts,
  WorkloadFacts,
} from '../facts';
import {
  DeploymentState,
  OlderVersion,
  RolloutState,
  RolloutVersion,
  ServingVersion,
  WorkloadState,
} from '../types';
import { crashLoop } from './crashLoop';
import { FIRST_BUILD_TAG } from '@slipway/model';
import { parseImage } from './image';
import { imagePull, waitingFirstBuild } from './imagePull';
import { containerConfig, createRefused, unschedulable } from './placement';
import { probeFailing } from './probes';
import { rolloutAborted, rolloutInvalid, rolloutPaused } from './progressive';
import { notReady, progressDeadline, rollout, scaledToZero } from './rollout';
import { Rule, RuleContext } from './rule';
import type { Finding } from './say';
import { tagMoved } from './tagMoved';
import { volumeMount } from './volumes';
import { verdictOf } from './worst';

/**
 * Rules in groups: the first group that says something has the word. A wait for the first build explains
 * everything below it, a cause explains the symptoms after it.
 */
const groups: Rule[][] = [
  [waitingFirstBuild],
  [scaledToZero],
  [
    imagePull,
    crashLoop,
    probeFailing,
    volumeMount,
    containerConfig,
    unschedulable,
    createRefused,
  ],
  [rolloutInvalid, rolloutAborted],
  [progressDeadline],
  [rolloutPaused],
  [rollout],
  [notReady],
  [tagMoved],
];

/** What is built of the service, without what it brings for itself. */
export function ownWorkloads({
  workloads,
}: Pick<DeploymentState, 'workloads'>): WorkloadState[] {
  return workloads.filter(({ need }) => need === undefined);
}

/** What the rules say about one service in one environment. */
export function deploymentStateOf(
  facts: RuntimeFacts,
  context: RuleContext,
): DeploymentState {
  const workloads = [...facts.workloads].sort(
    (a, b) => compare(a.name, b.name) || compare(a.kind, b.kind),
  );
  const reasons = workloads.flatMap(workload => reasonsOf(workload, context));
  return {
    workloads: workloads.map(workloadStateOf),
    verdict: verdictOf(reasons, workloads.length),
  };
}

function reasonsOf(workload: WorkloadFacts, context: RuleContext): Finding[] {
  for (const group of groups) {
    const reasons = group.flatMap(rule => rule(workload, context));
    if (reasons.length > 0) {
      return reasons;
    }
  }
  return [];
}

function workloadStateOf(workload: WorkloadFacts): WorkloadState {
  const { image, digest, version, commit } = parseImage(workload.image);
  const { ready, readyUpdated, revisions } = workload;
  const revision = revisions?.at(-1)?.number;
  const serving = servingVersionOf(workload);
  const before = olderVersionOf(workload);
  return {
    name: workload.name,
    kind: workload.kind,
    ...(workload.need && { need: workload.need }),
    image,
    ...(digest && { digest }),
    version,
    ...(commit && { commit }),
    since: workload.since,
    ...(revision !== undefined && { revision }),
    wanted: workload.wanted,
    ready,
    updated: workload.updated,
    // Two objects tell the two counts, one of them first: a part is never more than the whole.
    ...(readyUpdated !== undefined && {
      readyUpdated: Math.min(readyUpdated, ready),
    }),
    ...(serving && { serving }),
    ...(before && { before }),
    ...(workload.rollout && { rollout: rolloutStateOf(workload.rollout) }),
    restarts: workload.pods
      .flatMap(pod => pod.containers)
      .reduce((sum, container) => sum + container.restarts, 0),
  };
}

/** Another image under the same name, as one pushed anew, is no older version to anyone who reads it. */
function servingVersionOf(workload: WorkloadFacts): ServingVersion | undefined {
  const { previousImage, previousReady } = workload;
  if (!previousImage || !previousReady) {
    return undefined;
  }
  const wanted = parseImage(workload.image);
  const { version, commit } = parseImage(previousImage);
  return version === wanted.version && commit === wanted.commit
    ? undefined
    : { version, ...(commit && { commit }), ready: previousReady };
}

/** What ran before the wanted image first came: to what was turned back has the newest revision, and is still the older one. */
function olderVersionOf({
  image,
  revisions = [],
}: WorkloadFacts): OlderVersion | undefined {
  const wanted = parseImage(image);
  const images = revisions.map(revision => parseImage(revision.image));
  const first = images.findIndex(one => one.tag === wanted.tag);
  // One that was pushed anew cannot be gone back to by its tag, nor can the wait for the first build.
  const older = images
    .slice(0, first < 0 ? undefined : first)
    .filter(({ tag }) => tag && tag !== FIRST_BUILD_TAG)
    .at(-1);
  if (!older?.tag) {
    return undefined;
  }
  const { tag, digest, version, commit } = older;
  return { version, tag, ...(digest && { digest }), ...(commit && { commit }) };
}

function rolloutStateOf({
  stable,
  canary,
  invalid: _,
  ...progress
}: RolloutFacts): RolloutState {
  return {
    ...progress,
    ...(stable && { stable: rolloutVersionOf(stable) }),
    ...(canary && { canary: rolloutVersionOf(canary) }),
  };
}

function rolloutVersionOf({
  image,
  wanted,
  ready,
}: RolloutVersionFacts): RolloutVersion {
  const { version, commit } = parseImage(image);
  return { version, ...(commit && { commit }), wanted, ready };
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
