import {
  RevisionFacts,
  WorkloadState,
  parseImage,
} from '@slipway/plugin-slipway-common';
import { DocumentKey, HistoryEntry, VersionValue } from '../store';

/** Which versions came to a workload, as the cluster's own count of its rollouts tells, or where it has none, as it was seen. */
export function versionEntries(
  key: DocumentKey,
  before: WorkloadState | undefined,
  workload: WorkloadState,
  revisions: readonly RevisionFacts[],
  at: string,
): HistoryEntry[] {
  return revisions.length > 0
    ? rolledOut(key, before, workload, revisions, at)
    : seen(key, before, workload, at);
}

export function sameVersion(
  a: Pick<WorkloadState, 'image' | 'digest'>,
  b: Pick<WorkloadState, 'image' | 'digest'>,
): boolean {
  return a.image === b.image && a.digest === b.digest;
}

/** Each rollout of another version than the one before it; written once, under the cluster's own name for it. */
function rolledOut(
  key: DocumentKey,
  before: WorkloadState | undefined,
  workload: WorkloadState,
  revisions: readonly RevisionFacts[],
  at: string,
): HistoryEntry[] {
  const newest = revisions.at(-1)!.number;
  if (before?.revision === newest && sameVersion(before, workload)) {
    return [];
  }
  const all = revisions.map(revision => ({
    ...revision,
    ...parseImage(revision.image),
  }));
  return all.flatMap(one => {
    const isLast = one.number === newest;
    // Of what the cluster no longer keeps, what was seen last is known.
    const earlier =
      all.find(({ number }) => number === one.number - 1) ??
      (isLast ? before : undefined);
    // What came back long ago came at a time that nobody knows.
    const when = one.at ?? (isLast && before ? at : undefined);
    if (when === undefined || (earlier && sameVersion(earlier, one))) {
      return [];
    }
    return [
      {
        ...key,
        kind: 'version',
        at: when,
        workload: workload.name,
        ref: `${key.subject.cluster}/${one.id}`,
        ...(earlier && { before: versionOf(earlier, workload) }),
        after: { ...versionOf(one, workload), revision: one.number },
      },
    ];
  });
}

function seen(
  key: DocumentKey,
  before: WorkloadState | undefined,
  workload: WorkloadState,
  at: string,
): HistoryEntry[] {
  return before && sameVersion(before, workload)
    ? []
    : [
        {
          ...key,
          kind: 'version',
          // The first sight of a version that has run for long is not its deploy.
          at: before ? workload.since : at,
          workload: workload.name,
          ...(before && { before: versionOf(before, workload) }),
          after: versionOf(workload, workload),
        },
      ];
}

function versionOf(
  {
    version,
    image,
    commit,
  }: Pick<VersionValue, 'version' | 'image' | 'commit'>,
  { need }: WorkloadState,
): VersionValue {
  return { version, image, ...(commit && { commit }), ...(need && { need }) };
}
