import { ResourceQuery } from '../client';
import { LABEL } from '../whose';
import {
  PrunedAutoscaler,
  PrunedScaledObject,
  pruneAutoscaler,
  pruneScaledObject,
} from './autoscalers';
import { PrunedDelivery, pruneApplication, pruneFlux } from './deliveries';
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
import { PrunedQuota, pruneQuota } from './quota';
import { Prune } from './read';
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
  | PrunedReplicaSet
  | PrunedPod
  | PrunedJob
  | PrunedCronJob
  | PrunedQuota
  | PrunedAutoscaler
  | PrunedScaledObject
  | PrunedDelivery
  | PrunedSecretSource
  | PrunedCertificate
  | PrunedRoute;

export type KindName = PrunedObject['kind'];
export type ObjectOf<K extends KindName> = Extract<PrunedObject, { kind: K }>;

/** A kind that is read. */
export interface Kind {
  kind: KindName;
  plural: string;
  /** Newest first: the first one that a cluster has is read. */
  apis: string[];
  /** Also what carries no service's labels. */
  anyones?: boolean;
  /** Entities may name them. */
  application?: boolean;
  prune: Prune<PrunedObject>;
}

function kind(
  name: KindName,
  plural: string,
  apis: string | string[],
  prune: Kind['prune'],
): Kind {
  return { kind: name, plural, apis: [apis].flat(), prune };
}

/** Kinds whose change must show within a second. */
export const watchedKinds: Kind[] = [
  kind('Deployment', 'deployments', 'apps/v1', pruneWorkload('Deployment')),
  kind('StatefulSet', 'statefulsets', 'apps/v1', pruneWorkload('StatefulSet')),
  kind('ReplicaSet', 'replicasets', 'apps/v1', pruneReplicaSet),
  kind('Pod', 'pods', 'v1', prunePod),
  kind('Job', 'jobs', 'batch/v1', pruneJob),
  {
    ...kind(
      'Application',
      'applications',
      'argoproj.io/v1alpha1',
      pruneApplication,
    ),
    application: true,
  },
  kind(
    'Kustomization',
    'kustomizations',
    'kustomize.toolkit.fluxcd.io/v1',
    pruneFlux('Kustomization'),
  ),
  kind(
    'HelmRelease',
    'helmreleases',
    ['helm.toolkit.fluxcd.io/v2', 'helm.toolkit.fluxcd.io/v2beta2'],
    pruneFlux('HelmRelease'),
  ),
];

/** Kinds that are listed now and then. */
export const listedKinds: Kind[] = [
  {
    ...kind('ResourceQuota', 'resourcequotas', 'v1', pruneQuota),
    anyones: true,
  },
  kind(
    'HorizontalPodAutoscaler',
    'horizontalpodautoscalers',
    'autoscaling/v2',
    pruneAutoscaler,
  ),
  kind('CronJob', 'cronjobs', 'batch/v1', pruneCronJob),
  kind('Ingress', 'ingresses', 'networking.k8s.io/v1', pruneIngress),
  kind(
    'HTTPRoute',
    'httproutes',
    'gateway.networking.k8s.io/v1',
    pruneRoute('HTTPRoute'),
  ),
  kind(
    'GRPCRoute',
    'grpcroutes',
    'gateway.networking.k8s.io/v1',
    pruneRoute('GRPCRoute'),
  ),
  kind('Certificate', 'certificates', 'cert-manager.io/v1', pruneCertificate),
  kind('ScaledObject', 'scaledobjects', 'keda.sh/v1alpha1', pruneScaledObject),
  kind(
    'ExternalSecret',
    'externalsecrets',
    ['external-secrets.io/v1', 'external-secrets.io/v1beta1'],
    pruneExternalSecret,
  ),
  kind(
    'SealedSecret',
    'sealedsecrets',
    'bitnami.com/v1alpha1',
    pruneSealedSecret,
  ),
  kind(
    'InfisicalStaticSecret',
    'infisicalstaticsecrets',
    'secrets.infisical.com/v1beta1',
    pruneInfisicalSecret,
  ),
];

/** Kubernetes' own APIs are there in every cluster that runs anything. */
export function isBuiltIn({ apis: [api] }: Kind): boolean {
  return api === 'v1' || !api.split('/')[0].includes('.');
}

/** As permissions name it: `deployments.apps`. */
export function resourceOf({ plural, apis: [api] }: Kind): string {
  const [group, version] = api.split('/');
  return version ? `${plural}.${group}` : plural;
}

export function queryOf(
  { plural, anyones }: Kind,
  api: string,
  everything = false,
): ResourceQuery {
  const root = api.includes('/') ? '/apis' : '/api';
  return {
    path: `${root}/${api}/${plural}`,
    // The rest of the cluster is none of our business, unless an entity tells its objects by other signs.
    ...(!anyones && !everything && { labelSelector: LABEL }),
  };
}
