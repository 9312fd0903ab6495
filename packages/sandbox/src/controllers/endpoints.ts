import { KubernetesObject } from '../kubernetes';
import { readySince } from './replicaSet';
import { Change, NewObject, Outcome, World } from './types';

export function reconcileEndpoints(world: World): Outcome {
  const services = world.list('Service').filter(s => s.spec?.selector);
  const changes = services.map((service): Change => {
    const { name, namespace, labels } = service.metadata;
    const object: NewObject = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name, namespace, ...(labels && { labels }) },
      subsets: subsetsOf(service, world),
    };
    const live = world.get('Endpoints', namespace, name);
    return live
      ? { op: 'update', object: { ...live, subsets: object.subsets } }
      : { op: 'create', object };
  });
  const orphans = world
    .list('Endpoints')
    .filter(e => !world.get('Service', e.metadata.namespace, e.metadata.name));
  return {
    changes: [
      ...changes,
      ...orphans.map((object): Change => ({ op: 'delete', object })),
    ],
  };
}

function subsetsOf(service: KubernetesObject, world: World) {
  const selector = Object.entries(service.spec?.selector ?? {});
  const pods = world
    .list('Pod')
    .filter(
      p =>
        p.status?.podIP &&
        !p.metadata.deletionTimestamp &&
        selector.every(([key, value]) => p.metadata.labels?.[key] === value),
    );
  if (pods.length === 0) {
    return [];
  }
  const address = (p: KubernetesObject) => ({
    ip: p.status?.podIP,
    nodeName: p.spec?.nodeName,
    targetRef: {
      kind: 'Pod',
      namespace: p.metadata.namespace,
      name: p.metadata.name,
      uid: p.metadata.uid,
    },
  });
  const ready = pods.filter(readySince).map(address);
  const late = pods.filter(p => !readySince(p)).map(address);
  const ports = (service.spec?.ports ?? []).map(
    (port: Record<string, any>) => ({
      ...(port.name && { name: port.name }),
      port: portNumber(port.targetPort ?? port.port, pods[0]),
      protocol: port.protocol ?? 'TCP',
    }),
  );
  return [
    {
      ...(ready.length > 0 && { addresses: ready }),
      ...(late.length > 0 && { notReadyAddresses: late }),
      ports,
    },
  ];
}

function portNumber(
  port: string | number,
  pod: KubernetesObject,
): number | undefined {
  return typeof port === 'number'
    ? port
    : (pod.spec?.containers ?? [])
        .flatMap((c: Record<string, any>) => c.ports ?? [])
        .find((p: Record<string, any>) => p.name === port)?.containerPort;
}
