import { ObservedKind, observedKinds } from '@slipway/model';
import { ResourceQuery } from '../client';
import { LABEL } from '../whose';
import {
  PrunedAutoscaler,
  PrunedScaledObject,
  pruneAutoscaler,
  pruneScaledObject,
} from './autoscalers';
import { PrunedDelivery, pruneApplication, pruneFlux } from './deliveries';
import { PrunedEvent, pruneEvent } from './events';
import { PrunedSource, pruneSource } from './fluxSources';
import { PrunedGateway, pruneGateway } from './gateways';
import {
  PrunedBackup,
  PrunedSchedule,
  pruneScheduledBackup,
  prunePostgresBackup,
  pruneVeleroBackup,
  pruneVeleroSchedule,
} from './backups';
import { PrunedCronJob, PrunedJob, pruneCronJob, pruneJob } from './jobs';
import {
  PrunedCertificate,
  PrunedRoute,
  PrunedSecretSource,
  pruneCertificate,
  pruneExternalSecret,
  pruneInfisicalSecret,
  pruneIngress,
  pruneRoute,
  pruneSealedSecret,
} from './operators';
import { PrunedPolicy, prunePolicy } from './policies';
import { PrunedLimits, PrunedQuota, pruneLimits, pruneQuota } from './quota';
import { Prune } from './read';
import { PrunedRollout, pruneRollout } from './rollouts';
import { PrunedStore, pruneKafka, prunePostgres, pruneRabbit } from './stores';
import { PrunedUse, pruneUse, withUse } from './use';
import { PrunedClaim, pruneClaim } from './volumes';
import {
  PrunedPod,
  PrunedReplicaSet,
  PrunedWorkload,
  prunePod,
  pruneReplicaSet,
  pruneWorkload,
} from './workloads';

export type PrunedObject =
  | PrunedWorkload
  | PrunedRollout
  | PrunedReplicaSet
  | PrunedPod
  | PrunedJob
  | PrunedCronJob
  | PrunedQuota
  | PrunedLimits
  | PrunedEvent
  | PrunedClaim
  | PrunedStore
  | PrunedSchedule
  | PrunedBackup
  | PrunedAutoscaler
  | PrunedScaledObject
  | PrunedDelivery
  | PrunedSource
  | PrunedSecretSource
  | PrunedCertificate
  | PrunedRoute
  | PrunedGateway
  | PrunedPolicy
  | PrunedUse;

export type KindName = PrunedObject['kind'];
export type ObjectOf<K extends KindName> = Extract<PrunedObject, { kind: K }>;

/** A kind that is read, and what is kept of its objects. */
export type Kind = ObservedKind & {
  kind: KindName;
  prune: Prune<PrunedObject>;
  /** Puts those together that are pruned to the same key. The first may be changed. */
  join?: Join;
};

export type Join = (sum: PrunedObject, one: PrunedObject) => PrunedObject;

const prunes: { [K in KindName]: Prune<PrunedObject> } = {
  Deployment: pruneWorkload('Deployment'),
  StatefulSet: pruneWorkload('StatefulSet'),
  ReplicaSet: pruneReplicaSet,
  Pod: prunePod,
  Rollout: pruneRollout,
  Job: pruneJob,
  Application: pruneApplication,
  Kustomization: pruneFlux('Kustomization'),
  HelmRelease: pruneFlux('HelmRelease'),
  GitRepository: pruneSource('GitRepository'),
  OCIRepository: pruneSource('OCIRepository'),
  Bucket: pruneSource('Bucket'),
  HelmRepository: pruneSource('HelmRepository'),
  HelmChart: pruneSource('HelmChart'),
  ResourceQuota: pruneQuota,
  LimitRange: pruneLimits,
  Event: pruneEvent,
  PersistentVolumeClaim: pruneClaim,
  HorizontalPodAutoscaler: pruneAutoscaler,
  CronJob: pruneCronJob,
  Ingress: pruneIngress,
  HTTPRoute: pruneRoute('HTTPRoute'),
  GRPCRoute: pruneRoute('GRPCRoute'),
  Gateway: pruneGateway,
  NetworkPolicy: prunePolicy,
  Certificate: pruneCertificate,
  ScaledObject: pruneScaledObject,
  Cluster: prunePostgres,
  ScheduledBackup: pruneScheduledBackup,
  Backup: prunePostgresBackup,
  VeleroSchedule: pruneVeleroSchedule,
  VeleroBackup: pruneVeleroBackup,
  Kafka: pruneKafka('Kafka'),
  KafkaTopic: pruneKafka('KafkaTopic'),
  RabbitmqCluster: pruneRabbit,
  ExternalSecret: pruneExternalSecret,
  SealedSecret: pruneSealedSecret,
  InfisicalStaticSecret: pruneInfisicalSecret,
  PodMetrics: pruneUse,
};

const joins: { [K in KindName]?: Join } = { PodMetrics: withUse as Join };

const kinds = (Object.keys(observedKinds) as KindName[]).map<Kind>(kind => ({
  kind,
  ...observedKinds[kind],
  prune: prunes[kind],
  join: joins[kind],
}));

/** Kinds whose change must show within a second. */
export const watchedKinds = kinds.filter(({ watched }) => watched);

/** Kinds that are listed now and then. */
export const listedKinds = kinds.filter(({ watched }) => !watched);

/** Kubernetes' own APIs are there in every cluster that runs anything. */
export function isBuiltIn({ apis: [api] }: Kind): boolean {
  return api === 'v1' || !api.split('/')[0].includes('.');
}

export function queryOf(
  { plural, everyones, fieldSelector, beyond, aggregated }: Kind,
  api: string,
  { everything, namespace }: { everything?: boolean; namespace?: string } = {},
): ResourceQuery {
  const root = api.includes('/') ? '/apis' : '/api';
  const inside =
    namespace === undefined || beyond ? '' : `/namespaces/${namespace}`;
  return {
    path: `${root}/${api}${inside}/${plural}`,
    // The rest of the cluster is none of our business, unless an entity tells its objects by other signs.
    ...(!everyones && !everything && { labelSelector: LABEL }),
    ...(fieldSelector && { fieldSelector }),
    ...(aggregated && { aggregated }),
  };
}
