import { isDeepStrictEqual } from 'node:util';
import { Amounts, labels, parseRunReport, quantityIn } from '@slipway/model';
import { ContainerFacts } from '@slipway/plugin-slipway-common';
import { labelsOf } from './policies';
import { quantities } from './quota';
import {
  Parts,
  Pruned,
  Raw,
  array,
  code,
  condition,
  count,
  find,
  ofService,
  shared,
  optional,
  path,
  present,
  reason,
  text,
  time,
} from './read';

/** Of the containers of a pod what they want, in the form that pods have it. */
type Sizes = Record<'containers' | 'initContainers', Raw[]>;

/** What there is to keep of whatever runs pods. */
export interface RunningObject extends Pruned {
  workload?: string;
  image: string;
  /** Number or hash of the wanted version, comparable with the revision of what was made from it. */
  revision?: string;
  wanted: number;
  ready: number;
  updated: number;
  total: number;
  observed: boolean;
  paused: boolean;
  progressing?: { status: boolean; reason?: string };
  /** When its rollout went on last, and to which ReplicaSet. */
  progressed?: { set: string; at: string };
  replicaFailure?: { reason?: string };
  /** What one more of its pods takes, besides what its containers want. */
  each: Amounts;
  /** What they say of that: the rest is the namespace's to say. */
  sizes: Sizes;
  /** Names of the Secrets that its pods take. */
  secrets: { name: string; as: 'environment' | 'files' }[];
  /** What a service brings for itself is named in its spec. */
  need?: string;
  /** What its pods are labelled with: policies choose by that. */
  podLabels: Readonly<Record<string, string>>;
  /** Claims that its pods name, and names that claims made for them begin with. */
  claims?: string[];
  claimed?: string[];
}

export interface PrunedWorkload extends RunningObject {
  kind: 'Deployment' | 'StatefulSet';
}

export interface PrunedReplicaSet extends Pruned {
  kind: 'ReplicaSet';
  revision?: string;
  /** The revisions that it was before, and came back from. */
  earlier?: number[];
  uid?: string;
  /** By which a Rollout names it. */
  hash?: string;
  image: string;
  wanted: number;
  ready: number;
}

export interface PrunedPod extends Pruned {
  kind: 'Pod';
  ready: boolean;
  wasReady: boolean;
  deleting: boolean;
  /** Ended for good, as an evicted pod: no longer a replica. */
  finished: boolean;
  /** The StatefulSet revision that it was made from. */
  revision?: string;
  unschedulable?: string[];
  containers: ContainerFacts[];
  /** What a backup's pod said when it ended. */
  report?: { bytes: number; count?: number; oldest?: string };
}

export const pruneWorkload = (kind: 'Deployment' | 'StatefulSet') =>
  ofService<PrunedWorkload>((base, parts) => ({
    ...runningOf(base, parts, kind === 'StatefulSet'),
    kind,
    ...optional(
      'revision',
      kind === 'StatefulSet'
        ? parts.status.updateRevision
        : parts.metadata.annotations?.['deployment.kubernetes.io/revision'],
    ),
  }));

/** What a Deployment, a StatefulSet and a Rollout say alike. */
export function runningOf(
  base: Pruned,
  { metadata, spec, status }: Parts,
  isSet = false,
): RunningObject {
  const workload = text(metadata.labels?.[labels.workload]);
  return {
    ...base,
    ...(workload && { workload }),
    image: mainImage(spec.template?.spec, [workload, base.service]),
    each: eachOf(spec, isSet),
    sizes: sizesOf(spec.template?.spec),
    secrets: secretsOf(spec.template?.spec),
    ...optional('need', metadata.labels?.[labels.need]),
    ...claimsOf(base.name, spec),
    podLabels: labelsOf(spec.template?.metadata?.labels),
    wanted: count(spec.replicas, 1),
    ready: count(status.readyReplicas),
    updated: count(status.updatedReplicas),
    total: count(status.replicas),
    observed: count(status.observedGeneration) >= count(metadata.generation),
    paused: spec.paused === true,
    ...condition(status, 'Progressing', c => ({
      progressing: { status: c.status === 'True', ...reason(c) },
    })),
    ...condition(status, 'Progressing', progressedOf),
    ...condition(
      status,
      'ReplicaFailure',
      c => c.status === 'True' && { replicaFailure: reason(c) },
    ),
  };
}

export const pruneReplicaSet = ofService<PrunedReplicaSet>(
  (base, { metadata, spec, status }) =>
    base.owner
      ? {
          ...base,
          kind: 'ReplicaSet',
          ...revisionsOf(metadata.annotations ?? {}),
          ...optional('uid', path(metadata.uid)),
          ...optional('hash', metadata.labels?.['rollouts-pod-template-hash']),
          image: mainImage(spec.template?.spec, [
            text(metadata.labels?.[labels.workload]),
            base.service,
          ]),
          wanted: count(spec.replicas, 1),
          ready: count(status.readyReplicas),
        }
      : undefined,
);

/** As its Deployment or its Rollout counts. */
function revisionsOf(
  annotations: Raw,
): Pick<PrunedReplicaSet, 'revision' | 'earlier'> {
  const key = [
    'deployment.kubernetes.io/revision',
    'rollout.argoproj.io/revision',
  ].find(name => text(annotations[name]));
  const earlier = key && text(annotations[`${key}-history`]);
  return {
    ...(key && optional('revision', annotations[key])),
    ...(earlier && { earlier: earlier.split(',').map(Number) }),
  };
}

/** Of the message only which ReplicaSet it names. */
function progressedOf(said: Raw): Pick<RunningObject, 'progressed'> | false {
  const at = time(said.lastUpdateTime);
  const set =
    /^(?:Created new replica set|ReplicaSet) "([a-z0-9.-]{1,253})"/i.exec(
      text(said.message) ?? '',
    )?.[1];
  return at !== undefined && set !== undefined && { progressed: { set, at } };
}

export const prunePod = ofService<PrunedPod>(
  (base, { metadata, spec, status }) => {
    if (!base.owner) {
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
      containers: asBefore(
        // Not by spreading, which leaves room for sixteen more in each of thousands.
        containers(
          spec.initContainers,
          status.initContainerStatuses,
          true,
        ).concat(containers(spec.containers, status.containerStatuses, false)),
      ),
      ...reportOf(status.containerStatuses),
    };
  },
);

let last: ContainerFacts[] = [];

/** The pods of a workload come one after the other, and most of them are alike in this. */
function asBefore(found: ContainerFacts[]): ContainerFacts[] {
  if (!isDeepStrictEqual(found, last)) {
    last = found;
  }
  return last;
}

function eachOf(spec: Raw, isSet: boolean): Amounts {
  const claims = isSet ? array(spec.volumeClaimTemplates) : [];
  const storage = claims.map(
    claim => quantityIn(claim?.spec?.resources?.requests?.storage) ?? 0,
  );
  return {
    pods: 1,
    ...(claims.length > 0 && {
      persistentvolumeclaims: claims.length,
      'requests.storage': storage.reduce((sum, size) => sum + size, 0),
    }),
  };
}

function sizesOf(podSpec: Raw | undefined): Sizes {
  const sizes = (of: unknown) =>
    array(of).map(container => ({
      ...(container?.restartPolicy === 'Always' && { restartPolicy: 'Always' }),
      resources: {
        requests: quantities([container?.resources?.requests]),
        limits: quantities([container?.resources?.limits]),
      },
    }));
  return {
    containers: sizes(podSpec?.containers),
    initContainers: sizes(podSpec?.initContainers),
  };
}

function claimsOf(
  name: string,
  { template, volumeClaimTemplates }: Raw,
): Pick<RunningObject, 'claims' | 'claimed'> {
  const claims = array(template?.spec?.volumes).flatMap(
    volume => path(volume?.persistentVolumeClaim?.claimName) ?? [],
  );
  const claimed = array(volumeClaimTemplates).flatMap(claim =>
    path(claim?.metadata?.name) ? [`${claim.metadata.name}-${name}-`] : [],
  );
  return {
    ...(claims.length > 0 && { claims }),
    ...(claimed.length > 0 && { claimed }),
  };
}

/** Names alone; what is in them is read nowhere. */
function secretsOf(podSpec: Raw | undefined): PrunedWorkload['secrets'] {
  const all = [
    ...array(podSpec?.initContainers),
    ...array(podSpec?.containers),
  ];
  const byEnvironment = all.flatMap(container => [
    ...array(container?.envFrom).map(from => from?.secretRef?.name),
    ...array(container?.env).map(one => one?.valueFrom?.secretKeyRef?.name),
  ]);
  const byFiles = array(podSpec?.volumes).map(v => v?.secret?.secretName);
  const named = (names: unknown[], as: 'environment' | 'files') =>
    [...new Set(names.flatMap(name => path(name) ?? []))].map(name => ({
      name,
      as,
    }));
  return [...named(byEnvironment, 'environment'), ...named(byFiles, 'files')];
}

/** The last container of a backup writes it; no other message is looked at. */
function reportOf(statuses: unknown): Pick<PrunedPod, 'report'> {
  const report = array(statuses)
    .map(status => parseRunReport(text(status?.state?.terminated?.message)))
    .find(found => found !== undefined);
  return report
    ? {
        report: {
          bytes: report.bytes,
          ...present({ count: report.count, oldest: path(report.oldest) }),
        },
      }
    : {};
}

/** The container that carries the version: named as the workload or the service, else the first. */
function mainImage(podSpec: Raw | undefined, names: unknown[]): string {
  const all = array(podSpec?.containers);
  const main = all.find(c => names.includes(c?.name)) ?? all[0];
  return shared(text(main?.image) ?? '');
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
      name: shared(text(spec?.name) ?? ''),
      image: shared(text(spec?.image) ?? ''),
      init,
      restarts: count(status?.restartCount),
      ...digestOf(status?.imageID),
      ...optional('waiting', code(status?.state?.waiting?.reason)),
      ...(ended && {
        ended: {
          ...reason(ended),
          exitCode: count(ended.exitCode),
          ...optional('at', ended.finishedAt),
        },
      }),
      ...optional(
        'memoryLimit',
        text(spec?.resources?.limits?.memory) &&
          shared(spec.resources.limits.memory),
      ),
    };
  });
}

/** An image that was loaded into a node by hand has an identity there, and none in a registry. */
function digestOf(imageID: unknown): Pick<ContainerFacts, 'digest'> {
  const digest = /@(sha256:[0-9a-f]{64})$/.exec(text(imageID) ?? '')?.[1];
  return digest ? { digest: shared(digest) } : {};
}

/** The condition is false from the start on until it is true for the first time; later changes have a later time. */
function wasReady(ready: Raw | undefined, startTime: unknown): boolean {
  if (!ready || ready.status === 'True') {
    return ready !== undefined;
  }
  const changed = Date.parse(ready.lastTransitionTime);
  return changed - Date.parse(text(startTime) ?? '') > 2_000;
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
    .filter(([pattern]) => pattern.test(text(message) ?? ''))
    .map(([, word]) => word);
}
