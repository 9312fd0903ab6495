import { addressIn } from './addressIn';
import { KubernetesObject } from './types';

type Fields = Record<string, any>;

/** What the API server itself fills in, as far as somebody reads it. */
export function withDefaults(object: KubernetesObject): KubernetesObject {
  switch (object.kind) {
    case 'Deployment':
      return { ...object, spec: deploymentDefaults(object.spec ?? {}) };
    case 'ReplicaSet':
    case 'StatefulSet':
      return {
        ...object,
        spec: { replicas: 1, ...withTemplate(object.spec ?? {}) },
      };
    case 'DaemonSet':
      return { ...object, spec: withTemplate(object.spec ?? {}) };
    case 'Pod':
      return {
        ...object,
        spec: podDefaults(object.spec ?? {}),
        status: {
          phase: 'Pending',
          qosClass: qosClass(object.spec),
          ...object.status,
        },
      };
    case 'Service':
      return { ...object, spec: serviceDefaults(object) };
    case 'Namespace':
      return namespaceDefaults(object);
    default:
      return object;
  }
}

function deploymentDefaults(spec: Fields): Fields {
  const strategy = spec.strategy ?? {};
  const type = strategy.type ?? 'RollingUpdate';
  return {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    ...withTemplate(spec),
    strategy:
      type === 'RollingUpdate'
        ? {
            type,
            rollingUpdate: {
              maxUnavailable: '25%',
              maxSurge: '25%',
              ...strategy.rollingUpdate,
            },
          }
        : { type },
  };
}

function withTemplate(spec: Fields): Fields {
  return spec.template
    ? {
        ...spec,
        template: {
          ...spec.template,
          spec: podDefaults(spec.template.spec ?? {}),
        },
      }
    : spec;
}

function podDefaults(spec: Fields): Fields {
  const account = spec.serviceAccountName;
  return {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    ...spec,
    ...(account && { serviceAccount: account }),
    containers: (spec.containers ?? []).map((container: Fields) => ({
      imagePullPolicy: /:latest$|^[^:]*$/.test(container.image ?? '')
        ? 'Always'
        : 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      ...container,
    })),
  };
}

function qosClass(spec: Fields = {}): string {
  const resources: Fields[] = (spec.containers ?? []).map(
    (c: Fields) => c.resources ?? {},
  );
  if (resources.every(r => !r.requests && !r.limits)) {
    return 'BestEffort';
  }
  const guaranteed = resources.every(r =>
    ['cpu', 'memory'].every(
      name =>
        r.limits?.[name] &&
        (r.requests?.[name] ?? r.limits[name]) === r.limits[name],
    ),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

function serviceDefaults({ metadata, spec = {} }: KubernetesObject): Fields {
  return {
    type: 'ClusterIP',
    sessionAffinity: 'None',
    clusterIP: addressIn('10.96', `${metadata.namespace}/${metadata.name}`),
    ...spec,
    ports: spec.ports?.map((port: Fields) => ({
      protocol: 'TCP',
      targetPort: port.port,
      ...port,
    })),
  };
}

function namespaceDefaults(object: KubernetesObject): KubernetesObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: {
        'kubernetes.io/metadata.name': metadata.name,
        ...metadata.labels,
      },
    },
    spec: { finalizers: ['kubernetes'], ...object.spec },
    status: { phase: 'Active', ...object.status },
  };
}
