import {
  Delivery,
  DeliveredObject,
  DeliveryFact,
  DeliveryOperation,
  DeliveryProblem,
} from '@slipway/plugin-slipway-common';
import { causeOf } from './causes';
import { SourceRef, refsOf } from './fluxSources';
import {
  Pruned,
  Raw,
  array,
  code,
  find,
  ofService,
  path,
  present,
  revisionOf,
  text,
  time,
} from './read';

/** Argo CD and Flux in one look. */
export interface PrunedDelivery extends Pruned {
  kind: 'Application' | 'Kustomization' | 'HelmRelease';
  fact: Omit<DeliveryFact, 'sources'>;
  /** What Flux has it from. */
  from?: SourceRef[];
}

/** As many as a card shows; an Application may differ in hundreds of objects. */
const MOST_OBJECTS = 20;
const MOST_DELIVERIES = 10;

export const pruneApplication = ofService<PrunedDelivery>(
  (base, { spec, status }) => {
    const operation = argoOperation(status.operationState);
    const history = array(status.history)
      .flatMap(argoDelivery)
      .reverse()
      .slice(0, MOST_DELIVERIES);
    const sync = argoSync(status.sync?.status);
    const wanted = revisionOf(status.sync?.revision ?? status.sync?.revisions);
    const brought =
      operation?.phase === 'succeeded' ? operation.revision : undefined;
    const automated = spec.syncPolicy?.automated;
    return {
      ...base,
      kind: 'Application',
      fact: {
        engine: 'argocd',
        kind: 'Application',
        name: base.name,
        namespace: base.namespace,
        sync,
        ...present({
          health: code(status.health?.status),
          revision:
            sync === 'synced' ? wanted : brought ?? history.at(0)?.revision,
          wantedRevision: wanted,
          operation,
        }),
        automated: Boolean(automated) && automated.enabled !== false,
        suspended: false,
        problems: array(status.conditions).flatMap(argoProblem),
        drifted: array(status.resources)
          .filter(one => one?.status === 'OutOfSync')
          .flatMap(objectOf)
          .slice(0, MOST_OBJECTS),
        history,
      },
    };
  },
  ({ spec }) => ({
    target: text(spec.destination?.namespace),
    application: true,
  }),
);

function argoSync(status: unknown): DeliveryFact['sync'] {
  switch (status) {
    case 'Synced':
      return 'synced';
    case 'OutOfSync':
      return 'out-of-sync';
    default:
      return 'unknown';
  }
}

function argoOperation(state: unknown): DeliveryOperation | undefined {
  const { phase, message, startedAt, finishedAt, syncResult, operation } =
    (state ?? {}) as Raw;
  if (!text(phase)) {
    return undefined;
  }
  const over = phase === 'Succeeded' ? 'succeeded' : 'failed';
  const refused = array(syncResult?.resources)
    .filter(one => one?.status === 'SyncFailed' || one?.hookPhase === 'Failed')
    .flatMap(one =>
      objectOf(one).map(found => ({
        ...found,
        ...present({ cause: causeOf(one.message) }),
      })),
    );
  return {
    phase: phase === 'Running' || phase === 'Terminating' ? 'running' : over,
    ...present({
      startedAt: time(startedAt),
      endedAt: time(finishedAt),
      revision: revisionOf(
        syncResult?.revision ??
          syncResult?.revisions ??
          operation?.sync?.revision,
      ),
      cause: over === 'failed' ? causeOf(message) : undefined,
    }),
    refused: refused.slice(0, MOST_OBJECTS),
  };
}

/** A failed sync is told by its operation; warnings stop nothing. */
function argoProblem({ type, message }: Raw): DeliveryProblem[] {
  const name = code(type);
  return name?.endsWith('Error') && name !== 'SyncError'
    ? [{ code: name, ...present({ cause: causeOf(message) }) }]
    : [];
}

function argoDelivery(entry: Raw): Delivery[] {
  const revision = revisionOf(entry?.revision ?? entry?.revisions);
  const at = time(entry?.deployedAt);
  const { id } = entry ?? {};
  const named = typeof id === 'number' || typeof id === 'string';
  return named && revision && at ? [{ id: `${id}`, revision, at }] : [];
}

/** Reasons that Flux gives before it has anything to apply. */
const beforeItBegins = new Set([
  'ArtifactFailed',
  'BuildFailed',
  'DependencyNotReady',
  'SourceNotReady',
  'InvalidCELExpression',
]);

const fluxCauses: Record<string, DeliveryProblem['cause']> = {
  ArtifactFailed: 'repository',
  SourceNotReady: 'repository',
  BuildFailed: 'build',
  DependencyNotReady: 'dependency',
  HealthCheckFailed: 'health',
};

export const pruneFlux = (kind: 'Kustomization' | 'HelmRelease') =>
  ofService<PrunedDelivery>((base, { spec, status, metadata }) => {
    const ready = find(status.conditions, 'Ready');
    const reason = code(ready?.reason);
    const said = causeOf(ready?.message);
    // A folder that is not in what was fetched is told with the reason of a fetch that failed.
    const cause = said === 'path' ? said : fluxCauses[reason ?? ''] ?? said;
    const attempted = revisionOf(status.lastAttemptedRevision);
    const history = fluxHistory(kind, status).slice(0, MOST_DELIVERIES);
    const applied =
      revisionOf(status.lastAppliedRevision) ??
      (kind === 'HelmRelease' ? history.at(0)?.revision : undefined);
    // Whoever is suspended says nothing more, not even of the change by which it was.
    const current =
      spec.suspend === true ||
      Number(ready?.observedGeneration ?? status.observedGeneration ?? 0) >=
        Number(metadata.generation ?? 0);
    const done = ready?.status === 'True' && current;
    const no = ready?.status === 'False' && current;
    const stopped = no && beforeItBegins.has(reason ?? '');
    const phase = no ? 'failed' : 'running';
    const from = refsOf(kind, { spec, status }, base);
    return {
      ...base,
      kind,
      ...(from.length > 0 && { from }),
      fact: {
        engine: 'flux',
        kind,
        name: base.name,
        namespace: base.namespace,
        sync: done ? 'synced' : 'out-of-sync',
        ...present({ revision: applied, wantedRevision: attempted }),
        automated: true,
        suspended: spec.suspend === true,
        problems: stopped ? [{ code: reason!, ...present({ cause }) }] : [],
        ...(!done &&
          !stopped && {
            operation: {
              phase,
              ...present({
                startedAt: time(ready?.lastTransitionTime),
                revision: attempted,
                cause: no ? cause : undefined,
              }),
              refused: [],
            },
          }),
        drifted: [],
        history,
      },
    };
  });

/** What failed is in it, too: that was tried, and not delivered. */
function fluxHistory(kind: string, status: Raw): Delivery[] {
  return array(status.history).flatMap(entry => {
    const [revision, at, delivered] =
      kind === 'HelmRelease'
        ? [
            entry?.chartVersion,
            entry?.lastDeployed,
            !/^(failed|pending-.*)$/.test(text(entry?.status) ?? ''),
          ]
        : [
            entry?.metadata?.revision,
            entry?.firstReconciled,
            entry?.lastReconciledStatus === 'ReconciliationSucceeded',
          ];
    const name = revisionOf(revision);
    const when = time(at);
    return delivered && name && when
      ? [{ id: `${name}@${when}`, revision: name, at: when }]
      : [];
  });
}

function objectOf(one: Raw): DeliveredObject[] {
  const kind = code(one?.kind);
  const name = path(one?.name);
  return kind && name ? [{ kind, name }] : [];
}
