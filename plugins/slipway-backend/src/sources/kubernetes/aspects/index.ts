import { Aspect, FactsOf } from '@slipway/plugin-slipway-common';
import { KindName, listedKinds } from '../kinds';
import { sourceKinds } from '../kinds/fluxSources';
import { toBackupFacts } from './backups';
import { toDataFacts } from './data';
import { toDeliveryFacts } from './delivery';
import { toRuntimeFacts } from './deployments';
import { toExposureFacts } from './exposure';
import { toSecretsFacts } from './outside';
import { toNamespaceFacts, toQuotaFacts } from './quota';
import { toScalingFacts } from './scaling';
import { toSettledUse, toUseFacts } from './use';
import { ServiceObjects } from './ServiceObjects';

export { ServiceObjects } from './ServiceObjects';
export type { Knowledge } from './ServiceObjects';

/** From which kinds an aspect is told, and how. */
export interface AspectReading<A extends Aspect = Aspect> {
  aspect: A;
  kinds: readonly KindName[];
  /** What only says more of it: where it cannot be read, it is told without. */
  evidence?: readonly KindName[];
  /** The same of what others read: it is not watched for this alone, and told of with the next listing. */
  beside?: readonly KindName[];
  /** The same of what is named, wherever it lies: it is waited for once, and told of with the next listing. */
  named?: readonly KindName[];
  /** Is about a namespace rather than a service, or about both. */
  ofNamespace?: boolean | 'also';
  facts(objects: ServiceObjects): FactsOf[A] | undefined;
  /** Of what never stands still: what is told where that was told before, the same where nobody would see another. */
  settled?(
    told: FactsOf[A],
    now: FactsOf[A],
    objects: ServiceObjects,
  ): FactsOf[A];
}

function reading<A extends Aspect>(one: AspectReading<A>): AspectReading {
  return one as unknown as AspectReading;
}

/** Each is as well as the kinds that it needs, so that what may not be read costs only what it tells. */
export const readings: readonly AspectReading[] = [
  reading({
    aspect: 'deployments',
    kinds: ['Deployment', 'StatefulSet', 'Rollout', 'ReplicaSet', 'Pod'],
    evidence: ['Event'],
    facts: toRuntimeFacts,
  }),
  reading({
    aspect: 'delivery',
    kinds: ['Application', 'Kustomization', 'HelmRelease'],
    named: sourceKinds,
    facts: toDeliveryFacts,
  }),
  reading({
    aspect: 'quota',
    kinds: [
      'ResourceQuota',
      'Deployment',
      'StatefulSet',
      'Rollout',
      'HorizontalPodAutoscaler',
      'ScaledObject',
    ],
    evidence: ['LimitRange'],
    facts: toQuotaFacts,
  }),
  reading({
    aspect: 'scaling',
    kinds: [
      'HorizontalPodAutoscaler',
      'ScaledObject',
      'Deployment',
      'StatefulSet',
      'Rollout',
    ],
    facts: toScalingFacts,
  }),
  reading({
    aspect: 'data',
    kinds: [
      'StatefulSet',
      'Deployment',
      'Rollout',
      'PersistentVolumeClaim',
      'Cluster',
      'Kafka',
      'KafkaTopic',
      'RabbitmqCluster',
    ],
    evidence: ['Event', 'CronJob'],
    facts: toDataFacts,
  }),
  reading({
    aspect: 'backups',
    kinds: [
      'CronJob',
      'Job',
      'Pod',
      'Cluster',
      'ScheduledBackup',
      'Backup',
      'VeleroSchedule',
      'VeleroBackup',
    ],
    facts: toBackupFacts,
  }),
  reading({
    aspect: 'secrets',
    kinds: [
      'ExternalSecret',
      'SealedSecret',
      'InfisicalStaticSecret',
      'Deployment',
      'StatefulSet',
      'Rollout',
      'ReplicaSet',
      'Pod',
    ],
    facts: toSecretsFacts,
  }),
  reading({
    aspect: 'exposure',
    kinds: ['HTTPRoute', 'GRPCRoute', 'Ingress', 'Certificate'],
    evidence: ['Gateway', 'NetworkPolicy'],
    beside: ['Deployment', 'StatefulSet', 'Rollout'],
    facts: toExposureFacts,
  }),
  reading({
    aspect: 'namespace',
    kinds: ['ResourceQuota'],
    ofNamespace: true,
    facts: objects => toNamespaceFacts(objects.around('ResourceQuota')),
  }),
  reading({
    aspect: 'use',
    kinds: ['PodMetrics', 'ResourceQuota'],
    beside: ['Deployment', 'StatefulSet', 'Rollout', 'LimitRange'],
    ofNamespace: 'also',
    facts: toUseFacts,
    settled: toSettledUse,
  }),
];

const listed = new Set(listedKinds.map(({ kind }) => kind));

/** Whether some of it is listed now and then, and may be another with each listing. */
export function isListed({ kinds, named = [] }: AspectReading): boolean {
  return [...kinds, ...named].some(kind => listed.has(kind));
}
