import { KubernetesObject } from '../kubernetes';
import { Health, HealthStatus } from './types';

/** From best to worst. */
const ORDER: HealthStatus[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

export function worst(statuses: HealthStatus[]): HealthStatus {
  return statuses.reduce(
    (a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a),
    'Healthy' as HealthStatus,
  );
}

/** Argo CD's own checks, of the kinds that are deployed here; others have no health. */
export function healthOf(object: KubernetesObject): Health | undefined {
  if (object.metadata.deletionTimestamp) {
    return { status: 'Progressing', message: 'Pending deletion' };
  }
  switch (object.kind) {
    case 'Deployment':
      return deploymentHealth(object);
    case 'ReplicaSet':
      return replicaSetHealth(object);
    case 'Pod':
      return podHealth(object);
    case 'PersistentVolumeClaim':
      return {
        status: object.status?.phase === 'Bound' ? 'Healthy' : 'Progressing',
      };
    case 'Service':
      return object.spec?.type !== 'LoadBalancer' ||
        object.status?.loadBalancer?.ingress?.length
        ? { status: 'Healthy' }
        : { status: 'Progressing' };
    case 'Ingress':
      return object.status?.loadBalancer?.ingress?.length
        ? { status: 'Healthy' }
        : { status: 'Progressing' };
    default:
      return undefined;
  }
}

function deploymentHealth({
  metadata,
  spec,
  status = {},
}: KubernetesObject): Health {
  if (spec?.paused) {
    return { status: 'Suspended', message: 'Deployment is paused' };
  }
  const progressing = (message: string): Health => ({
    status: 'Progressing',
    message,
  });
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return progressing(
      'Waiting for rollout to finish: observed deployment generation less than desired generation',
    );
  }
  const condition = status.conditions?.find(
    (c: any) => c.type === 'Progressing',
  );
  if (condition?.reason === 'ProgressDeadlineExceeded') {
    return {
      status: 'Degraded',
      message: `Deployment "${metadata.name}" exceeded its progress deadline`,
    };
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const wanted = spec?.replicas ?? 1;
  if (updatedReplicas < wanted) {
    return progressing(
      `Waiting for rollout to finish: ${updatedReplicas} out of ${wanted} new replicas have been updated...`,
    );
  }
  if (replicas > updatedReplicas) {
    return progressing(
      `Waiting for rollout to finish: ${
        replicas - updatedReplicas
      } old replicas are pending termination...`,
    );
  }
  if (availableReplicas < updatedReplicas) {
    return progressing(
      `Waiting for rollout to finish: ${availableReplicas} of ${updatedReplicas} updated replicas are available...`,
    );
  }
  return { status: 'Healthy' };
}

function replicaSetHealth({ spec, status = {} }: KubernetesObject): Health {
  const wanted = spec?.replicas ?? 0;
  return (status.availableReplicas ?? 0) < wanted
    ? {
        status: 'Progressing',
        message: `Waiting for rollout to finish: ${
          status.availableReplicas ?? 0
        } out of ${wanted} new replicas are available...`,
      }
    : { status: 'Healthy' };
}

function podHealth({ status = {} }: KubernetesObject): Health {
  const containers: Array<Record<string, any>> = status.containerStatuses ?? [];
  const stuck = containers
    .map(c => c.state?.waiting)
    .find(
      w => w && (/^Err/.test(w.reason) || /Error$|BackOff$/.test(w.reason)),
    );
  if (stuck) {
    return { status: 'Degraded', message: stuck.message };
  }
  const ready = containers.length > 0 && containers.every(c => c.ready);
  return status.phase === 'Running' && ready
    ? { status: 'Healthy' }
    : { status: 'Progressing' };
}
