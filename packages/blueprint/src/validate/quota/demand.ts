import {
  added,
  containerAmounts,
  parseQuantity,
  podAmounts,
  times,
} from '@slipway/model';
import type { Amounts, ContainerDefaults } from '@slipway/model';
import { at, isPlain, listAt } from '../../kubernetes';
import type { KubernetesObject } from '../../kubernetes';
import { podTemplate } from '../objects';

/** What an object asks of its namespace when everything is at its largest at once. */
export interface Demand {
  name: string;
  /** How many pods, in words: `10 + 1 while it rolls out`. */
  count: string;
  amounts: Amounts;
}

const podOf = (object: KubernetesObject) => at(podTemplate(object), 'spec');

/** All of one namespace. */
export function demandsIn(objects: readonly KubernetesObject[]): Demand[] {
  const defaults = defaultsIn(objects);
  return objects.flatMap(object => {
    const one = demandOf(object, objects, defaults);
    return one ? [one] : [];
  });
}

function demandOf(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
  defaults: ContainerDefaults,
): Demand | undefined {
  switch (object.kind) {
    case 'Deployment':
    case 'Rollout':
    case 'StatefulSet':
      return lasting(object, objects, defaults);
    case 'CronJob':
      return at(object, 'spec', 'suspend') === true
        ? undefined
        : demand(
            object,
            podAmounts(podOf(object), defaults),
            1,
            '1 while it runs',
          );
    case 'Job': {
      const count = Number(at(object, 'spec', 'parallelism') ?? 1);
      return demand(
        object,
        podAmounts(podOf(object), defaults),
        count,
        `${count}`,
      );
    }
    case 'Cluster':
      return cluster(object);
    case 'PersistentVolumeClaim':
      return {
        name: object.metadata.name,
        count: '1 volume',
        amounts: volumes([object], 1),
      };
    default:
      return undefined;
  }
}

function lasting(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
  defaults: ContainerDefaults,
): Demand {
  const count = largest(object, objects);
  const surge = surgeOf(object, count);
  const pods = demand(
    object,
    podAmounts(podOf(object), defaults),
    count + surge,
    surge ? `${count} + ${surge} while it rolls out` : `${count}`,
  );
  const claims = listAt(object, 'spec', 'volumeClaimTemplates');
  return {
    ...pods,
    amounts: added([pods.amounts, volumes(claims, count)]),
  };
}

/** As many as an autoscaler may make of it, else as many as it says. */
function largest(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
): number {
  const scaler = objects.find(
    other =>
      ['HorizontalPodAutoscaler', 'ScaledObject'].includes(other.kind) &&
      at(other, 'spec', 'scaleTargetRef', 'name') === object.metadata.name &&
      (at(other, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment') ===
        object.kind,
  );
  const most = scaler
    ? at(scaler, 'spec', 'maxReplicas') ??
      at(scaler, 'spec', 'maxReplicaCount') ??
      100
    : undefined;
  return Number(most ?? at(object, 'spec', 'replicas') ?? 1);
}

/** The pods that there are above the wanted ones while a new version is rolled out. */
function surgeOf(object: KubernetesObject, count: number): number {
  if (object.kind === 'StatefulSet' || count === 0) {
    return 0;
  }
  if (object.kind === 'Rollout') {
    return at(object, 'spec', 'strategy', 'blueGreen')
      ? count
      : share(
          at(object, 'spec', 'strategy', 'canary', 'maxSurge') ?? '25%',
          count,
        );
  }
  return at(object, 'spec', 'strategy', 'type') === 'Recreate'
    ? 0
    : share(
        at(object, 'spec', 'strategy', 'rollingUpdate', 'maxSurge') ?? '25%',
        count,
      );
}

function share(value: unknown, of: number): number {
  const [, percent] = /^(\d+)%$/.exec(String(value)) ?? [];
  return percent === undefined
    ? Number(value)
    : Math.ceil((of * Number(percent)) / 100);
}

function demand(
  { metadata: { name } }: KubernetesObject,
  pod: Amounts,
  pods: number,
  count: string,
): Demand {
  return { name, count, amounts: { ...times(pod, pods), pods } };
}

/** CloudNativePG makes the pods and volumes of its clusters itself. */
function cluster(object: KubernetesObject): Demand | undefined {
  if (!object.apiVersion.startsWith('postgresql.cnpg.io/')) {
    return undefined;
  }
  const count = Number(at(object, 'spec', 'instances') ?? 1);
  const one = containerAmounts(object.spec);
  const storage = ['storage', 'walStorage'].flatMap(field => {
    const size = parseQuantity(String(at(object, 'spec', field, 'size') ?? ''));
    return size === undefined ? [] : [size];
  });
  return demand(
    object,
    {
      ...one,
      'requests.storage': storage.reduce((sum, size) => sum + size, 0),
      persistentvolumeclaims: storage.length,
    },
    count,
    `${count}`,
  );
}

function volumes(claims: readonly unknown[], count: number): Amounts {
  const sizes = claims.map(
    claim =>
      parseQuantity(
        String(at(claim, 'spec', 'resources', 'requests', 'storage') ?? ''),
      ) ?? 0,
  );
  return sizes.length
    ? {
        'requests.storage': sizes.reduce((sum, size) => sum + size, 0) * count,
        persistentvolumeclaims: sizes.length * count,
      }
    : {};
}

/** The defaults of a LimitRange, where the namespace has one. */
function defaultsIn(objects: readonly KubernetesObject[]): ContainerDefaults {
  const limit = objects
    .filter(({ kind }) => kind === 'LimitRange')
    .flatMap(object => listAt(object, 'spec', 'limits'))
    .find(entry => isPlain(entry) && entry.type === 'Container');
  return {
    requests: at(limit, 'defaultRequest') ?? {},
    limits: at(limit, 'default') ?? {},
  };
}
