import { Pruned, Raw, anyones, array, path, shared, text } from './read';

/** Labels that something must have, or must not. */
export interface Selector {
  labels: Readonly<Record<string, string>>;
  expressions: readonly {
    key: string;
    operator: string;
    values: readonly string[];
  }[];
}

/** Whom a rule lets in. Without selectors it is a range of addresses. */
export interface PolicyPeer {
  pods?: Selector;
  namespaces?: Selector;
}

export interface PrunedPolicy extends Pruned {
  kind: 'NetworkPolicy';
  /** The pods that it is about. */
  pods: Selector;
  /** For each rule whom it lets in; an empty rule lets everybody in. `undefined`: it says nothing about who comes in. */
  ingress?: PolicyPeer[][];
}

/** Whoever made it: it binds the pods that it selects. */
export function prunePolicy(object: unknown): PrunedPolicy {
  const base = anyones(object);
  const { spec = {} } = object as Raw;
  const types = spec.policyTypes;
  const limits = !Array.isArray(types) || types.includes('Ingress');
  return {
    ...base,
    kind: 'NetworkPolicy',
    pods: selectorOf(spec.podSelector),
    ...(limits && {
      ingress: array(spec.ingress).map(rule => array(rule?.from).map(peerOf)),
    }),
  };
}

function peerOf(peer: Raw): PolicyPeer {
  return {
    ...(peer?.podSelector && { pods: selectorOf(peer.podSelector) }),
    ...(peer?.namespaceSelector && {
      namespaces: selectorOf(peer.namespaceSelector),
    }),
  };
}

function selectorOf(of: Raw | undefined): Selector {
  return {
    labels: labelsOf(of?.matchLabels),
    expressions: array(of?.matchExpressions).map(one => ({
      key: text(one?.key) ?? '',
      operator: text(one?.operator) ?? '',
      values: array(one?.values).flatMap(value => text(value) ?? []),
    })),
  };
}

/** Kept by the ten thousand, and mostly alike. */
export function labelsOf(of: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((of ?? {}) as Raw).flatMap(([key, value]) =>
      // An empty value is one.
      typeof value === 'string' && (value === '' || path(value))
        ? [[shared(key), shared(value)]]
        : [],
    ),
  );
}

export function selects(
  { labels, expressions }: Selector,
  own: Readonly<Record<string, string>>,
): boolean {
  return (
    Object.entries(labels).every(([key, value]) => own[key] === value) &&
    expressions.every(({ key, operator, values }) => {
      const there = Object.hasOwn(own, key);
      switch (operator) {
        case 'In':
          return there && values.includes(own[key]);
        case 'NotIn':
          return !there || !values.includes(own[key]);
        case 'Exists':
          return there;
        case 'DoesNotExist':
          return !there;
        default:
          return false;
      }
    })
  );
}
