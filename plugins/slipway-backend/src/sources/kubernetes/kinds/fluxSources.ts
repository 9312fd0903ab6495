import { DeliverySource, FetchFailure } from '@slipway/plugin-slipway-common';
import { fetchCauseOf } from './causes';
import {
  Pruned,
  Raw,
  anyones,
  code,
  find,
  path,
  present,
  revisionOf,
  text,
  time,
} from './read';

/** What Flux fetches, by whose name others say where they have theirs from. */
export type SourceRef = Pick<DeliverySource, 'kind' | 'namespace' | 'name'>;

/** Most often in a namespace of the platform, and nobody's in particular. */
export interface PrunedSource extends Pruned {
  kind: DeliverySource['kind'];
  said: Omit<DeliverySource, keyof SourceRef | 'answer'>;
  /** What a chart is in. */
  from?: SourceRef;
}

export const sourceKinds = [
  'GitRepository',
  'OCIRepository',
  'Bucket',
  'HelmRepository',
  'HelmChart',
] as const satisfies readonly DeliverySource['kind'][];

export const sourcePlace = ({ kind, namespace, name }: SourceRef) =>
  `${kind}/${namespace}/${name}`;

export const pruneSource =
  (kind: DeliverySource['kind']) =>
  (object: unknown): PrunedSource => {
    const base = anyones(object);
    const { spec = {}, status = {} } = object as Raw;
    return {
      ...base,
      kind,
      place: sourcePlace({ ...base, kind }),
      said: {
        ...(spec.suspend === true && { suspended: true }),
        ...present({
          revision: revisionOf(status.artifact?.revision),
          fetchedAt: time(status.artifact?.lastUpdateTime),
          failing: failureIn(status),
        }),
      },
      ...present({
        from: kind === 'HelmChart' ? refIn(spec.sourceRef, base) : undefined,
      }),
    };
  };

/** While it tries again, `Ready` may say anything; that the fetch failed stays until one did not. */
function failureIn({ conditions }: Raw): FetchFailure | undefined {
  const fetch = find(conditions, 'FetchFailed');
  const ready = find(conditions, 'Ready');
  const no =
    (fetch?.status === 'True' && fetch) || (ready?.status === 'False' && ready);
  return (
    (no &&
      present({
        since: time(no.lastTransitionTime),
        code: code(no.reason),
        cause: fetchCauseOf(no.message),
      })) ||
    undefined
  );
}

/** A message that is another with each try begins Flux's own time anew. */
export function goOnFailing(before: Pruned | undefined, after: Pruned) {
  const was = failureOf(before)?.since;
  const is = failureOf(after);
  if (was && is && (!is.since || was < is.since)) {
    is.since = was;
  }
}

function failureOf(object: Pruned | undefined): FetchFailure | undefined {
  return (object as Partial<PrunedSource> | undefined)?.said?.failing;
}

function refIn(
  ref: Raw | undefined,
  { namespace }: Pruned,
): SourceRef | undefined {
  const kind = sourceKinds.find(one => one === ref?.kind);
  const name = path(ref?.name);
  return kind && name
    ? { kind, namespace: path(ref?.namespace) ?? namespace, name }
    : undefined;
}

/** What one that delivers says of where it has its own from. */
export function refsOf(
  kind: string,
  { spec, status }: { spec: Raw; status: Raw },
  base: Pruned,
): SourceRef[] {
  if (kind === 'Kustomization') {
    return [refIn(spec.sourceRef, base) ?? []].flat();
  }
  // A chart that is described in the release is made an object of by Flux, and named by its status.
  const [namespace, name] = (text(status.helmChart) ?? '').split('/');
  return [
    refIn(spec.chart?.spec?.sourceRef, base) ?? [],
    refIn(spec.chartRef ?? { kind: 'HelmChart', namespace, name }, base) ?? [],
  ].flat();
}
