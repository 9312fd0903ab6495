import {
  Amounts,
  ContainerDefaults,
  added,
  listAt,
  parseQuantity,
  podAmounts,
  quotaName,
} from '@slipway/model';
import { typeOf } from './resources';
import { ObjectStore } from './store';
import { KubernetesObject } from './types';

type Fields = Record<string, any>;

/** A pod's containers with what the namespace's LimitRange gives to those that do not say. */
export function withLimitRange(
  pod: KubernetesObject,
  store: ObjectStore,
): KubernetesObject {
  const { requests, limits } = defaultsIn(store, pod.metadata.namespace);
  const filled = (container: Fields) => {
    const own = container.resources ?? {};
    const resources = {
      ...own,
      ...(limits && { limits: { ...limits, ...own.limits } }),
      // What has a limit and no request asks for its limit.
      ...(requests && {
        requests: { ...requests, ...own.limits, ...own.requests },
      }),
    };
    return { ...container, resources };
  };
  if (!requests && !limits) {
    return pod;
  }
  const { containers, initContainers, ...rest } = pod.spec ?? {};
  return {
    ...pod,
    spec: {
      ...rest,
      ...(initContainers && { initContainers: initContainers.map(filled) }),
      containers: (containers ?? []).map(filled),
    },
  };
}

function defaultsIn(
  store: ObjectStore,
  namespace: string | undefined,
): { requests?: Fields; limits?: Fields } & ContainerDefaults {
  const limit = store
    .list(typeOf('LimitRange'), namespace)
    .flatMap(object => listAt(object, 'spec', 'limits') as Fields[])
    .find(({ type }) => type === 'Container');
  return {
    ...(limit?.defaultRequest && { requests: limit.defaultRequest }),
    ...(limit?.default && { limits: limit.default }),
  };
}

/** What everything in a namespace counts for. */
export function usedIn(
  store: ObjectStore,
  namespace: string | undefined,
): Amounts {
  const pods = store
    .list(typeOf('Pod'), namespace)
    .filter(pod => !['Succeeded', 'Failed'].includes(pod.status?.phase));
  const claims = store.list(typeOf('PersistentVolumeClaim'), namespace);
  return added([
    ...pods.map(pod => takes(pod.spec)),
    ...claims.map(claim => ({
      persistentvolumeclaims: 1,
      'requests.storage':
        parseQuantity(String(claim.spec?.resources?.requests?.storage)) ?? 0,
    })),
  ]);
}

/** Why a quota of the namespace refuses one more such pod, when `making` of them are about to be made. */
export function refusalOf(
  store: ObjectStore,
  namespace: string | undefined,
  podSpec: unknown,
  making = 0,
): string | undefined {
  const spec = withLimitRange(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: '', namespace },
      spec: podSpec as Fields,
    },
    store,
  ).spec;
  const wanted = takes(spec);
  const used = added([
    usedIn(store, namespace),
    ...Array.from({ length: making }, () => wanted),
  ]);
  for (const quota of store.list(typeOf('ResourceQuota'), namespace)) {
    const over = Object.entries(hardOf(quota)).filter(
      ([name, limit]) =>
        (wanted[name] ?? 0) > 0 &&
        (used[name] ?? 0) + wanted[name] > limit * (1 + 1e-9),
    );
    if (over.length > 0) {
      const list = (of: (name: string) => number) =>
        over.map(([name]) => `${name}=${written(name, of(name))}`).join(',');
      return `exceeded quota: ${quota.metadata.name}, requested: ${list(
        name => wanted[name],
      )}, used: ${list(name => used[name] ?? 0)}, limited: ${list(
        name => hardOf(quota)[name],
      )}`;
    }
  }
  return undefined;
}

function hardOf(quota: KubernetesObject): Amounts {
  return Object.fromEntries(
    Object.entries(quota.spec?.hard ?? {}).map(([name, value]) => [
      quotaName(name),
      parseQuantity(String(value)) ?? 0,
    ]),
  );
}

/** As the server writes amounts: `250m`, `1536Mi`, `3`. */
export function written(name: string, amount: number): string {
  if (/memory|storage$/.test(name)) {
    const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
    let value = amount;
    let unit = 0;
    while (value !== 0 && value % 1024 === 0 && unit < units.length - 1) {
      value /= 1024;
      unit += 1;
    }
    return `${value}${units[unit]}`;
  }
  return Number.isInteger(amount)
    ? String(amount)
    : `${Math.round(amount * 1000)}m`;
}

function takes(podSpec: unknown): Amounts {
  return { pods: 1, ...podAmounts(podSpec) };
}
