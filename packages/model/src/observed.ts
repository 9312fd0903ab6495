/** A kind of object that the state back end reads. */
export interface ObservedKind {
  plural: string;
  /** Newest first: the first one that a cluster has the kind in is read. */
  apis: readonly [string, ...string[]];
  /** Its changes must show within a second: it is watched. The others are listed now and then. */
  watched?: true;
  /** Also what is nobody's: it binds everybody in its namespace. */
  everyones?: true;
  /** Only those of which this is so. */
  fieldSelector?: string;
  /** So many are looked at, where a cluster has more. */
  most?: number;
  /** Entities may name them. */
  application?: true;
  /** Lies in a namespace of its own and concerns others: who reads those one by one does not find it. */
  beyond?: true;
  /**
   * Another server behind the cluster's measures them: their lists have no version and no pages, and what goes wrong there
   * says nothing of the cluster.
   */
  aggregated?: true;
}

/** All of them, in the order in which they are read. */
export const observedKinds = {
  Deployment: { plural: 'deployments', apis: ['apps/v1'], watched: true },
  StatefulSet: { plural: 'statefulsets', apis: ['apps/v1'], watched: true },
  ReplicaSet: { plural: 'replicasets', apis: ['apps/v1'], watched: true },
  Pod: { plural: 'pods', apis: ['v1'], watched: true },
  Rollout: {
    plural: 'rollouts',
    apis: ['argoproj.io/v1alpha1'],
    watched: true,
  },
  Job: { plural: 'jobs', apis: ['batch/v1'], watched: true },
  Application: {
    plural: 'applications',
    apis: ['argoproj.io/v1alpha1'],
    watched: true,
    application: true,
  },
  Kustomization: {
    plural: 'kustomizations',
    apis: ['kustomize.toolkit.fluxcd.io/v1'],
    watched: true,
  },
  HelmRelease: {
    plural: 'helmreleases',
    apis: ['helm.toolkit.fluxcd.io/v2', 'helm.toolkit.fluxcd.io/v2beta2'],
    watched: true,
  },
  GitRepository: {
    plural: 'gitrepositories',
    apis: ['source.toolkit.fluxcd.io/v1', 'source.toolkit.fluxcd.io/v1beta2'],
    everyones: true,
  },
  OCIRepository: {
    plural: 'ocirepositories',
    apis: ['source.toolkit.fluxcd.io/v1', 'source.toolkit.fluxcd.io/v1beta2'],
    everyones: true,
  },
  Bucket: {
    plural: 'buckets',
    apis: ['source.toolkit.fluxcd.io/v1', 'source.toolkit.fluxcd.io/v1beta2'],
    everyones: true,
  },
  HelmRepository: {
    plural: 'helmrepositories',
    apis: ['source.toolkit.fluxcd.io/v1', 'source.toolkit.fluxcd.io/v1beta2'],
    everyones: true,
  },
  HelmChart: {
    plural: 'helmcharts',
    apis: ['source.toolkit.fluxcd.io/v1', 'source.toolkit.fluxcd.io/v1beta2'],
    everyones: true,
  },
  ResourceQuota: { plural: 'resourcequotas', apis: ['v1'], everyones: true },
  LimitRange: { plural: 'limitranges', apis: ['v1'], everyones: true },
  Event: {
    plural: 'events',
    apis: ['v1'],
    everyones: true,
    fieldSelector: 'type=Warning',
    most: 5_000,
  },
  PersistentVolumeClaim: {
    plural: 'persistentvolumeclaims',
    apis: ['v1'],
    everyones: true,
  },
  HorizontalPodAutoscaler: {
    plural: 'horizontalpodautoscalers',
    apis: ['autoscaling/v2'],
  },
  CronJob: { plural: 'cronjobs', apis: ['batch/v1'] },
  Ingress: { plural: 'ingresses', apis: ['networking.k8s.io/v1'] },
  HTTPRoute: { plural: 'httproutes', apis: ['gateway.networking.k8s.io/v1'] },
  GRPCRoute: { plural: 'grpcroutes', apis: ['gateway.networking.k8s.io/v1'] },
  Gateway: {
    plural: 'gateways',
    apis: ['gateway.networking.k8s.io/v1'],
    everyones: true,
    beyond: true,
  },
  NetworkPolicy: {
    plural: 'networkpolicies',
    apis: ['networking.k8s.io/v1'],
    everyones: true,
  },
  Certificate: {
    plural: 'certificates',
    apis: ['cert-manager.io/v1'],
    everyones: true,
  },
  ScaledObject: { plural: 'scaledobjects', apis: ['keda.sh/v1alpha1'] },
  Cluster: { plural: 'clusters', apis: ['postgresql.cnpg.io/v1'] },
  ScheduledBackup: {
    plural: 'scheduledbackups',
    apis: ['postgresql.cnpg.io/v1'],
    everyones: true,
  },
  Backup: {
    plural: 'backups',
    apis: ['postgresql.cnpg.io/v1'],
    everyones: true,
  },
  VeleroSchedule: {
    plural: 'schedules',
    apis: ['velero.io/v1'],
    everyones: true,
    beyond: true,
  },
  VeleroBackup: {
    plural: 'backups',
    apis: ['velero.io/v1'],
    everyones: true,
    beyond: true,
  },
  Kafka: {
    plural: 'kafkas',
    apis: ['kafka.strimzi.io/v1', 'kafka.strimzi.io/v1beta2'],
  },
  KafkaTopic: {
    plural: 'kafkatopics',
    apis: ['kafka.strimzi.io/v1', 'kafka.strimzi.io/v1beta2'],
  },
  RabbitmqCluster: {
    plural: 'rabbitmqclusters',
    apis: ['rabbitmq.com/v1beta1'],
  },
  ExternalSecret: {
    plural: 'externalsecrets',
    apis: ['external-secrets.io/v1', 'external-secrets.io/v1beta1'],
  },
  SealedSecret: { plural: 'sealedsecrets', apis: ['bitnami.com/v1alpha1'] },
  InfisicalStaticSecret: {
    plural: 'infisicalstaticsecrets',
    apis: ['secrets.infisical.com/v1beta1'],
  },
  // The last one, so that nothing waits for it.
  PodMetrics: {
    plural: 'pods',
    apis: ['metrics.k8s.io/v1beta1'],
    everyones: true,
    aggregated: true,
  },
} as const satisfies Record<string, ObservedKind>;

export type ObservedKindName = keyof typeof observedKinds;

/** `apps` of `apps/v1`, nothing of `v1`. */
function groupOf({ apis: [api] }: ObservedKind): string {
  return api.includes('/') ? api.split('/')[0] : '';
}

/** As permissions name it: `deployments.apps`. */
export function resourceOf(kind: ObservedKind): string {
  return [kind.plural, groupOf(kind)].filter(Boolean).join('.');
}

/** One rule of a role, as Kubernetes writes it. */
export interface ReaderRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/**
 * What the portal's account has to be allowed, and no more: in a cluster, or in one namespace of it. What is left out
 * costs only what it tells.
 */
export function readerRules(
  { inNamespace }: { inNamespace: boolean } = { inNamespace: false },
): ReaderRule[] {
  const rules = new Map<string, ReaderRule>();
  const kinds = Object.values<ObservedKind>(observedKinds).filter(
    ({ beyond }) => !(inNamespace && beyond),
  );
  for (const kind of kinds) {
    const group = groupOf(kind);
    const verbs = kind.watched ? ['list', 'watch'] : ['list'];
    const key = [group, ...verbs].join(' ');
    const rule = rules.get(key) ?? { apiGroups: [group], resources: [], verbs };
    rule.resources.push(kind.plural);
    rules.set(key, rule);
  }
  return [
    ...rules.values(),
    // Whether that of a new service is there yet.
    { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
  ];
}

/** What is changed of which objects, where the portal acts on them. */
const acted: Record<string, readonly (keyof typeof observedKinds)[]> = {
  refresh: ['Application', 'Kustomization', 'HelmRelease'],
  sync: ['Application'],
  restart: ['Deployment', 'StatefulSet', 'Rollout'],
};

/** What the portal can be switched on to do. */
export const actedNames: readonly string[] = Object.keys(acted);

/** What its account has to be allowed besides, for what it is switched on to do. */
export function actorRules(actions: readonly string[]): ReaderRule[] {
  const rules = new Map<string, ReaderRule>();
  const kinds = new Set(actions.flatMap(action => acted[action] ?? []));
  for (const kind of kinds) {
    const group = groupOf(observedKinds[kind]);
    const rule = rules.get(group) ?? {
      apiGroups: [group],
      resources: [],
      verbs: ['patch'],
    };
    rule.resources.push(observedKinds[kind].plural);
    rules.set(group, rule);
  }
  return [...rules.values()];
}
