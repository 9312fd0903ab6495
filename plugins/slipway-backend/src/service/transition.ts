import {
  AnyState,
  Aspect,
  Fact,
  FactsOf,
  StateOf,
  WorkloadState,
} from '@slipway/plugin-slipway-common';
import { DocumentKey, HistoryEntry, VerdictValue } from '../store';
import { sameVersion, versionEntries } from './versions';

type Step = (
  key: DocumentKey,
  before: AnyState | undefined,
  seen: AnyState,
  at: string,
  value: FactsOf[Aspect],
) => { state: AnyState; history: HistoryEntry[] };

function step<A extends Aspect>(
  of: (
    key: DocumentKey,
    before: StateOf[A] | undefined,
    seen: StateOf[A],
    at: string,
    value: FactsOf[A],
  ) => { state: StateOf[A]; history: HistoryEntry[] },
): Step {
  return of as unknown as Step;
}

/** What else an aspect remembers than its verdicts. */
const steps: Partial<Record<Aspect, Step>> = {
  deployments: step<'deployments'>((key, before, seen, at, value) => {
    const workloads = seen.workloads.map(workload =>
      keepSince(find(before, workload), workload, at),
    );
    return {
      state: { ...seen, workloads },
      history: workloads.flatMap(workload =>
        versionEntries(
          key,
          find(before, workload),
          workload,
          find(value, workload)?.revisions ?? [],
          at,
        ),
      ),
    };
  }),
  backups: step<'backups'>((key, _before, seen) => ({
    state: seen,
    history: seen.backups.flatMap(({ need, runs }) =>
      runs
        .filter(({ outcome }) => outcome !== 'running')
        .map(({ id, ...run }) => ({
          ...key,
          kind: 'backup' as const,
          at: run.endedAt ?? run.startedAt,
          ref: `${key.subject.cluster}/${id}`,
          after: { need, ...run },
        })),
    ),
  })),
  commits: step<'commits'>((key, _before, seen, _at, { earlier = [] }) => ({
    state: seen,
    history: [
      ...seen.running.flatMap(({ commit }) => commit ?? []),
      ...earlier,
    ].map(commit => ({
      ...key,
      kind: 'commit' as const,
      at: commit.at,
      ref: [...Object.values(key.subject), commit.sha].join('/'),
      after: { ...commit },
    })),
  })),
  delivery: step<'delivery'>((key, _before, seen) => ({
    state: seen,
    history: seen.deliveries.flatMap(({ kind, namespace, name, history }) =>
      history.map(({ id, revision, at }) => ({
        ...key,
        kind: 'sync' as const,
        at,
        // The API of an Argo CD tells the same as the cluster that its Applications lie in.
        ref: [
          ...(kind === 'Application' ? [] : [key.subject.cluster]),
          kind,
          namespace,
          name,
          id,
          at,
        ].join('/'),
        after: { object: `${kind} ${name}`, revision },
      })),
    ),
  })),
};

/** What is known after `seen` was seen at `at`, and what of it belongs into the history. */
export function transition(
  { aspect, subject, value }: Pick<Fact, 'aspect' | 'subject' | 'value'>,
  before: AnyState | undefined,
  seen: AnyState | undefined,
  at: string,
): { state: AnyState | undefined; history: HistoryEntry[] } {
  const key = { aspect, subject };
  if (!seen || value === undefined) {
    return {
      state: undefined,
      history:
        before && aspect === 'deployments'
          ? [{ ...key, at, kind: 'removed' }]
          : [],
    };
  }
  const { state, history } = steps[aspect]?.(key, before, seen, at, value) ?? {
    state: seen,
    history: [],
  };
  return {
    state,
    // A namespace is nobody's to have a history of, use is not judged, and what is missing on the first day is gone with it.
    history: ['namespace', 'use', 'firstDay', 'goldenPath'].includes(aspect)
      ? []
      : [...history, ...verdictEntry(key, before, state, at)],
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

function verdictEntry(
  key: DocumentKey,
  before: AnyState | undefined,
  state: AnyState,
  at: string,
): HistoryEntry[] {
  const after = verdictOf(state);
  const earlier = before && verdictOf(before);
  return JSON.stringify(earlier) === JSON.stringify(after)
    ? []
    : [
        {
          ...key,
          kind: 'verdict',
          at,
          ...(earlier && { before: earlier }),
          after,
        },
      ];
}

function find<W extends Pick<WorkloadState, 'name' | 'kind'>>(
  among: { workloads: W[] } | undefined,
  of: WorkloadState,
): W | undefined {
  return among?.workloads.find(w => w.name === of.name && w.kind === of.kind);
}

function verdictOf({ verdict }: AnyState): VerdictValue {
  const reasons = [...new Set(verdict.reasons.map(r => r.code))].sort();
  return { state: verdict.state, reasons };
}
