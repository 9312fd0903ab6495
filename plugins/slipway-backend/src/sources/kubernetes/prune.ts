import { ContainerFacts } from '@slipway/plugin-slipway-common';
import { labels } from '@slipway/model';
import { unusableAnswer } from './problems';
import { PrunedPod, PrunedReplicaSet, PrunedWorkload } from './objects';

/*
 * The only place that sees objects as a cluster sends them. What these functions do not copy never gets further:
 * no environment variables, no annotations, no managed fields, no free text.
 */

type Raw = Record<string, any>;

export function pruneWorkload(
  kind: 'Deployment' | 'StatefulSet',
  object: unknown,
): PrunedWorkload | undefined {
  const base = common(object);
  const { metadata, spec = {}, status = {} } = object as Raw;
  if (!base) {
    return undefined;
  }
  const isSet = kind === 'StatefulSet';
  const workload = text(metadata.labels?.[labels.workload]);
  return {
    ...base,
    kind,
    ...(workload && { workload }),
    image: mainImage(spec.template?.spec, [workload, base.service]),
    ...optional(
      'revision',
      isSet
        ? status.updateRevision
        : metadata.annotations?.['deployment.kubernetes.io/revision'],
    ),
    wanted: count(spec.replicas, 1),
    ready: count(status.readyReplicas),
    updated: count(status.updatedReplicas),
    total: count(status.replicas),
    observed: count(status.observedGeneration) >= count(metadata.generation),
    paused: spec.paused === true,
    ...condition(status, 'Progressing', c => ({
      progressing: { status: c.status === 'True', ...reason(c) },
    })),
    ...condition(
      status,
      'ReplicaFailure',
      c => c.status === 'True' && { replicaFailure: reason(c) },
    ),
  };
}

export function pruneReplicaSet(object: unknown): PrunedReplicaSet | undefined {
  const base = common(object);
  const { metadata, spec = {}, status = {} } = object as Raw;
  if (!base?.owner) {
    return undefined;
  }
  return {
    ...base,
    kind: 'ReplicaSet',
    ...optional(
      'revision',
      metadata.annotations?.['deployment.kubernetes.io/revision'],
    ),
    image: mainImage(spec.template?.spec, [
      text(metadata.labels?.[labels.workload]),
      base.service,
    ]),
    ready: count(status.readyReplicas),
  };
}

export function prunePod(object: unknown): PrunedPod | undefined {
  const base = common(object);
  const { metadata, spec = {}, status = {} } = object as Raw;
  if (!base?.owner) {
    return undefined;
  }
  const ready = find(status.conditions, 'Ready');
  const scheduled = find(status.conditions, 'PodScheduled');
  return {
    ...base,
    kind: 'Pod',
    ready: ready?.status === 'True',
    wasReady: wasReady(ready, status.startTime),
    deleting: metadata.deletionTimestamp !== undefined,
    finished: status.phase === 'Succeeded' || status.phase === 'Failed',
    ...optional('revision', metadata.labels?.['controller-revision-hash']),
    ...(scheduled?.status === 'False' &&
      scheduled.reason === 'Unschedulable' && {
        unschedulable: unschedulableWords(scheduled.message),
      }),
    containers: [
      ...containers(spec.initContainers, status.initContainerStatuses, true),
      ...containers(spec.containers, status.containerStatuses, false),
    ],
  };
}

function common(object: unknown) {
  const metadata = (object as Raw | undefined)?.metadata as Raw | undefined;
  const { name, namespace, resourceVersion } = metadata ?? {};
  if (!metadata || !text(name) || !text(namespace) || !text(resourceVersion)) {
    throw unusableAnswer();
  }
  const service = text(metadata.labels?.[labels.service]);
  const environment = text(metadata.labels?.[labels.environment]);
  if (!service || !environment) {
    return undefined;
  }
  const owner = array(metadata.ownerReferences).find(
    reference => reference?.controller === true,
  );
  return {
    key: `${namespace}/${name}`,
    resourceVersion: resourceVersion as string,
    namespace: namespace as string,
    name: name as string,
    service,
    environment,
    createdAt: text(metadata.creationTimestamp) ?? '',
    ...optional('owner', owner?.name),
  };
}

/** The container that carries the version: named as the workload or the service, else the first. */
function mainImage(podSpec: Raw | undefined, names: unknown[]): string {
  const all = array(podSpec?.containers);
  const main = all.find(c => names.includes(c?.name)) ?? all[0];
  return text(main?.image) ?? '';
}

function containers(
  specs: unknown,
  statuses: unknown,
  init: boolean,
): ContainerFacts[] {
  return array(specs).map(spec => {
    const status = array(statuses).find(s => s?.name === spec?.name);
    const ended = status?.state?.terminated ?? status?.lastState?.terminated;
    return {
      name: text(spec?.name) ?? '',
      image: text(spec?.image) ?? '',
      init,
      restarts: count(status?.restartCount),
      ...optional('waiting', code(status?.state?.waiting?.reason)),
      ...(ended && {
        ended: {
          ...reason(ended),
          exitCode: count(ended.exitCode),
          ...optional('at', ended.finishedAt),
        },
      }),
      ...optional('memoryLimit', spec?.resources?.limits?.memory),
    };
  });
}

/** The condition is false from the start on until it is true for the first time; later changes have a later time. */
function wasReady(ready: Raw | undefined, startTime: unknown): boolean {
  if (!ready || ready.status === 'True') {
    return ready !== undefined;
  }
  const changed = Date.parse(ready.lastTransitionTime);
  return changed - Date.parse(String(startTime)) > 2_000;
}

const schedulerWords: [RegExp, string][] = [
  [/Insufficient cpu/i, 'cpu'],
  [/Insufficient memory/i, 'memory'],
  [/Too many pods/i, 'pods'],
  [/Insufficient ephemeral-storage/i, 'storage'],
  [/untolerated taint/i, 'taint'],
  [/affinity|selector/i, 'affinity'],
  [/volume|persistentvolumeclaim/i, 'volume'],
  [/free ports/i, 'ports'],
];

function unschedulableWords(message: unknown): string[] {
  return schedulerWords
    .filter(([pattern]) => pattern.test(String(message ?? '')))
    .map(([, word]) => word);
}

function find(conditions: unknown, type: string): Raw | undefined {
  return array(conditions).find(c => c?.type === type);
}

function condition<R extends object>(
  status: Raw,
  type: string,
  map: (found: Raw) => R | false,
): R | {} {
  const found = find(status.conditions, type);
  return (found && map(found)) || {};
}

function reason(of: Raw): { reason?: string } {
  return optional('reason', code(of.reason));
}

/** Reasons are single words by convention; anything else would be free text. */
function code(value: unknown): string | undefined {
  const word = text(value);
  return word && /^[A-Za-z][A-Za-z0-9]{0,63}$/.test(word) ? word : undefined;
}

function optional<K extends string>(
  name: K,
  value: unknown,
): { [P in K]?: string } {
  const present = text(value);
  return present === undefined ? {} : ({ [name]: present } as any);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function count(value: unknown, otherwise = 0): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : otherwise;
}

function array(value: unknown): Raw[] {
  return Array.isArray(value) ? value : [];
}
