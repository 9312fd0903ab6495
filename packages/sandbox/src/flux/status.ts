import { createHash } from 'node:crypto';
import { Condition, setCondition } from '../controllers/types';
import { KubernetesObject } from '../kubernetes';

export type Status = Record<string, any>;

/** By which somebody asks it to look again now. */
export const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';

/** As many as Flux keeps. */
const HISTORY = 5;

/** What came of trying to bring a revision. */
export interface Attempt {
  revision?: string;
  failure?: [reason: string, message: string];
  /** Objects that are applied and not healthy yet. */
  waitsFor?: string[];
}

/** Of one whose source never brought anything. */
export const withoutArtifact: Attempt = {
  failure: ['ArtifactFailed', 'Source is not ready, artifact not found'],
};

export function kustomizationStatus(
  { metadata, status: before = {} }: KubernetesObject,
  { revision, failure, waitsFor }: Attempt,
  now: string,
): Status {
  const done = !failure && !waitsFor;
  const asked = metadata.annotations?.[REQUESTED_AT];
  const [reason, message] = failure ??
    (waitsFor && ['Progressing', 'Reconciliation in progress']) ?? [
      'ReconciliationSucceeded',
      `Applied revision: ${revision}`,
    ];
  const status = (done && 'True') || (failure && 'False') || 'Unknown';
  return {
    ...before,
    observedGeneration: metadata.generation,
    ...(asked && { lastHandledReconcileAt: asked }),
    ...(revision && { lastAttemptedRevision: revision }),
    ...(revision && done && { lastAppliedRevision: revision }),
    conditions: withReady(before.conditions, metadata.generation, now, {
      status,
      reason,
      message,
    }),
    ...(revision &&
      !waitsFor && { history: historyOf(before, revision, reason, now) }),
  };
}

/** One entry for each state of the objects; the same again counts up when it is tried again, which says nothing. */
function historyOf(
  { history = [] }: Status,
  revision: string,
  outcome: string,
  now: string,
): Status[] {
  const [last] = history as Status[];
  if (
    last?.metadata?.revision === revision &&
    last?.lastReconciledStatus === outcome
  ) {
    return history;
  }
  return [
    {
      digest: `sha256:${digestOf(revision)}`,
      firstReconciled: now,
      lastReconciled: now,
      lastReconciledDuration: '1.2s',
      lastReconciledStatus: outcome,
      totalReconciliations: 1,
      metadata: { revision },
    },
    ...history.filter((entry: Status) => entry.metadata?.revision !== revision),
  ].slice(0, HISTORY);
}

export function withReady(
  before: Condition[] = [],
  observedGeneration: number | undefined,
  now: string,
  ready: Omit<Condition, 'type'>,
): Condition[] {
  return setCondition(before, { type: 'Ready', ...ready }, now).map(
    condition => ({ ...condition, observedGeneration }),
  );
}

export function digestOf(revision: string): string {
  return createHash('sha256').update(revision).digest('hex');
}
