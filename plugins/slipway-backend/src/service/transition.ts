import {
  DeploymentState,
  Subject,
  WorkloadState,
} from '@slipway/plugin-slipway-common';
import { HistoryEntry, VerdictValue, VersionValue } from '../store';

/** What is known after `next` was seen at `at`, and what of it belongs into the history. */
export function transition(
  subject: Subject,
  before: DeploymentState | undefined,
  seen: DeploymentState | undefined,
  at: string,
): { state: DeploymentState | undefined; history: HistoryEntry[] } {
  if (!seen) {
    return {
      state: undefined,
      history: before ? [{ subject, at, kind: 'removed' }] : [],
    };
  }
  const workloads = seen.workloads.map(workload =>
    keepSince(find(before, workload), workload, at),
  );
  const state = { ...seen, workloads };
  return {
    state,
    history: [
      ...workloads.flatMap(workload =>
        versionEntry(subject, find(before, workload), workload),
      ),
      ...verdictEntry(subject, before, state, at),
    ],
  };
}

/**
 * A cluster remembers when a version came for the first time, not when it came back: after a roll back that time
 * lies before the version that was replaced, and the moment at which the change was seen is nearer to the truth.
 */
function keepSince(
  before: WorkloadState | undefined,
  workload: WorkloadState,
  at: string,
): WorkloadState {
  if (!before) {
    return { ...workload, since: workload.since || at };
  }
  if (sameVersion(before, workload)) {
    return { ...workload, since: before.since };
  }
  const later = Date.parse(workload.since) > Date.parse(before.since);
  return later ? workload : { ...workload, since: at };
}

function versionEntry(
  subject: Subject,
  before: WorkloadState | undefined,
  workload: WorkloadState,
): HistoryEntry[] {
  if (before && sameVersion(before, workload)) {
    return [];
  }
  return [
    {
      kind: 'version',
      subject,
      // The first sight of a version that has run for long is not its deploy.
      at: workload.since,
      workload: workload.name,
      ...(before && { before: versionOf(before) }),
      after: versionOf(workload),
    },
  ];
}

function verdictEntry(
  subject: Subject,
  before: DeploymentState | undefined,
  state: DeploymentState,
  at: string,
): HistoryEntry[] {
  const after = verdictOf(state);
  const earlier = before && verdictOf(before);
  return JSON.stringify(earlier) === JSON.stringify(after)
    ? []
    : [
        {
          kind: 'verdict',
          subject,
          at,
          ...(earlier && { before: earlier }),
          after,
        },
      ];
}

function find(state: DeploymentState | undefined, of: WorkloadState) {
  return state?.workloads.find(w => w.name === of.name && w.kind === of.kind);
}

function sameVersion(a: WorkloadState, b: WorkloadState): boolean {
  return a.image === b.image && a.digest === b.digest;
}

function versionOf({ version, image, commit }: WorkloadState): VersionValue {
  return { version, image, ...(commit && { commit }) };
}

function verdictOf({ verdict }: DeploymentState): VerdictValue {
  const reasons = [...new Set(verdict.reasons.map(r => r.code))].sort();
  return { state: verdict.state, reasons };
}
