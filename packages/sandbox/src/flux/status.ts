import { createHash } from 'node:crypto';
import { Condition, setCondition } from '../controllers/types';
import { KubernetesObject } from '../kubernetes';

type Status = Record<string, any>;

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

/** Of a GitRepository whose branch is at this revision. */
export function sourceStatus(
  { metadata, status: before = {} }: KubernetesObject,
  revision: string,
  now: string,
): Status {
  const same = before.artifact?.revision === revision;
  const digest = digestOf(revision);
  return {
    ...before,
    observedGeneration: metadata.generation,
    artifact: same
      ? before.artifact
      : {
          revision,
          digest: `sha256:${digest}`,
          lastUpdateTime: now,
          path: `gitrepository/${metadata.namespace}/${
            metadata.name
          }/${digest.slice(0, 12)}.tar.gz`,
          url: `http://source-controller.${
            metadata.namespace
          }.svc.cluster.local./gitrepository/${metadata.namespace}/${
            metadata.name
          }/${digest.slice(0, 12)}.tar.gz`,
        },
    conditions: withReady(before.conditions, metadata.generation, now, {
      status: 'True',
      reason: 'Succeeded',
      message: `stored artifact for revision '${revision}'`,
    }),
  };
}

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

function withReady(
  before: Condition[] = [],
  observedGeneration: number | undefined,
  now: string,
  ready: Omit<Condition, 'type'>,
): Condition[] {
  return setCondition(before, { type: 'Ready', ...ready }, now).map(
    condition => ({ ...condition, observedGeneration }),
  );
}

function digestOf(revision: string): string {
  return createHash('sha256').update(revision).digest('hex');
}
