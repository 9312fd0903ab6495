import { addressIn } from '../kubernetes';
import { timestamp } from '../clock';
import { Change, Outcome, World, after, earliest } from './types';

const EVENT_HOURS = 1;

/** Empties a namespace that is being deleted, then takes it away. */
export function reconcileNamespaces(world: World): Outcome {
  const changes = world
    .list('Namespace')
    .filter(n => n.metadata.deletionTimestamp)
    .flatMap((namespace): Change[] => {
      const inside = world.inside(namespace.metadata.name);
      return inside.length === 0
        ? [{ op: 'remove', object: namespace }]
        : inside
            .filter(o => !o.metadata.deletionTimestamp)
            .map(object => ({ op: 'delete', object }));
    });
  return { changes };
}

/** What belonged to something that is gone goes too. */
export function collectGarbage(world: World): Outcome {
  const all = world.all();
  const alive = new Set(all.map(o => o.metadata.uid));
  const orphans = all.filter(o => {
    const owners = o.metadata.ownerReferences ?? [];
    return (
      owners.length > 0 &&
      owners.every(r => !alive.has(r.uid)) &&
      !o.metadata.deletionTimestamp
    );
  });
  return {
    changes: orphans.map((object): Change => ({ op: 'delete', object })),
  };
}

/** A cluster forgets its events after an hour. */
export function expireEvents(world: World): Outcome {
  const changes: Change[] = [];
  let wakeAt: Date | undefined;
  for (const object of world.list('Event')) {
    const end = after(
      object.lastTimestamp ?? object.metadata.creationTimestamp,
      EVENT_HOURS * 3600,
    );
    if (end <= world.now) {
      changes.push({ op: 'remove', object });
    } else {
      wakeAt = earliest(wakeAt, end);
    }
  }
  return { changes, wakeAt };
}

/** Nodes are ready and have room. */
export function reconcileNodes(world: World): Outcome {
  const changes = world
    .list('Node')
    .filter(n => !n.status?.conditions)
    .map((node): Change => {
      const room = { cpu: '8', memory: '32Gi', pods: '110' };
      const status = {
        capacity: room,
        allocatable: room,
        addresses: [
          {
            type: 'InternalIP',
            address: addressIn('10.0', node.metadata.name),
          },
          { type: 'Hostname', address: node.metadata.name },
        ],
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'KubeletReady',
            message: 'kubelet is posting ready status',
            lastTransitionTime: timestamp(world.now),
          },
        ],
        nodeInfo: {
          kubeletVersion: 'v1.36.3',
          operatingSystem: 'linux',
          architecture: 'amd64',
        },
      };
      return { op: 'status', object: { ...node, status } };
    });
  return { changes };
}
