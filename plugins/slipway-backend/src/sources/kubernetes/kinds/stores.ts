import { labels } from '@slipway/model';
import type { PrunedWorkload } from './workloads';
import { DataPhase } from '@slipway/plugin-slipway-common';
import {
  Pruned,
  Raw,
  count,
  find,
  ofService,
  optional,
  path,
  present,
  readiness,
  reason,
  text,
  time,
} from './read';

/** A server that an operator runs for a service. */
export interface PrunedStore extends Pruned {
  kind: 'Cluster' | 'Kafka' | 'KafkaTopic' | 'RabbitmqCluster';
  need?: string;
  wanted?: number;
  ready?: number;
  incomplete?: boolean;
  available?: boolean;
  reason?: string;
  phase?: DataPhase;
  primary?: string;
  primarySince?: string;
  fenced?: string[];
  /** How long CloudNativePG keeps a backup, and what it says of them. */
  backups?: { keepDays?: number; oldestAt?: string; lastSuccessAt?: string };
}

const needOf = (metadata: Raw) =>
  optional('need', metadata.labels?.[labels.need]);

const phases: [RegExp, DataPhase][] = [
  [/healthy state/i, 'settled'],
  [/setting up primary|creating a new replica|first primary/i, 'starting'],
  [/failing over/i, 'failover'],
  [/switchover/i, 'switchover'],
  [/upgrad/i, 'upgrade'],
  [/waiting for user/i, 'waits-for-somebody'],
  [/unrecoverable/i, 'unrecoverable'],
  [/cannot|unable|invalid|incomplete|unknown plugin/i, 'waits-for-somebody'],
  [/^/, 'changing'],
];

/** CloudNativePG's. */
export const prunePostgres = ofService<PrunedStore>(
  (base, { metadata, spec, status }) => {
    const said = text(status.phase);
    return {
      ...base,
      kind: 'Cluster',
      ...needOf(metadata),
      wanted: count(spec.instances, 1),
      ready: count(status.readyInstances),
      ...present({
        phase: phases.find(([pattern]) => said && pattern.test(said))?.[1],
        primary: path(status.currentPrimary),
        primarySince: instant(status.currentPrimaryTimestamp),
        fenced: fencedOf(metadata),
        backups: backupsOf(spec, status),
      }),
    };
  },
);

/** A list of names in an annotation; `*` is all. */
function fencedOf({ annotations }: Raw): string[] | undefined {
  const [, names] =
    /^\s*\[(.*)\]\s*$/.exec(
      text(annotations?.['cnpg.io/fencedInstances']) ?? '',
    ) ?? [];
  const found = [...(names ?? '').matchAll(/"(\*|[a-z0-9-]{1,253})"/g)];
  return found.length > 0
    ? found.map(([, name]) => (name === '*' ? 'all members' : name))
    : undefined;
}

function backupsOf(spec: Raw, status: Raw): PrunedStore['backups'] {
  const [, number, unit] =
    /^(\d+)([dwm])$/.exec(text(spec.backup?.retentionPolicy) ?? '') ?? [];
  const days = { d: 1, w: 7, m: 30 }[unit as 'd' | 'w' | 'm'];
  const found = present({
    keepDays: days && Number(number) * days,
    oldestAt: instant(status.firstRecoverabilityPoint),
    lastSuccessAt: instant(status.lastSuccessfulBackup),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

/** As every other time is written, whatever the zone and the fractions that an operator writes. */
function instant(value: unknown): string | undefined {
  const at = time(value);
  return at && new Date(at).toISOString();
}

/** Strimzi's. */
export const pruneKafka = (kind: 'Kafka' | 'KafkaTopic') =>
  ofService<PrunedStore>((base, { metadata, status }) => {
    const { ready, waiting, ...why } = readiness(status);
    return {
      ...base,
      kind,
      ...needOf(metadata),
      ...(!waiting && { available: ready }),
      ...why,
    };
  });

/** RabbitMQ's own operator's. */
export const pruneRabbit = ofService<PrunedStore>(
  (base, { metadata, status }) => {
    const available = find(status.conditions, 'ClusterAvailable');
    const all = find(status.conditions, 'AllReplicasReady');
    const bad = [available, all].find(c => c?.status === 'False');
    return {
      ...base,
      kind: 'RabbitmqCluster',
      ...needOf(metadata),
      // How many of them are ready it does not say, only whether all are.
      ...(available && { available: available.status === 'True' }),
      ...(all?.status === 'False' && { incomplete: true }),
      ...(bad && reason(bad)),
    };
  },
);

/** What keeps a service's data: a server of its own pods, or an operator's. */
export type StoreObject = PrunedStore | PrunedWorkload;

/** The same object, if it is one. What a pooler or the like forwards is kept elsewhere. */
export function asStore(
  object: { kind: string } | undefined,
): StoreObject | undefined {
  switch (object?.kind) {
    case 'Cluster':
    case 'Kafka':
    case 'RabbitmqCluster':
      return object as PrunedStore;
    case 'StatefulSet':
    case 'Deployment': {
      const { need, claimed, claims } = object as PrunedWorkload;
      return need && (claimed || claims)
        ? (object as PrunedWorkload)
        : undefined;
    }
    default:
      return undefined;
  }
}
