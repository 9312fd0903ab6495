import { unusableAnswer } from '../problems';
import type { Namer, Signs } from '../whose';

/*
 * Objects as a cluster sends them are seen in this folder alone. What its functions do not copy never gets further: no
 * environment variables, no annotations that are not ours, no managed fields, no free text.
 */

export type Raw = Record<string, any>;

/** What is kept of every object: a few hundred bytes instead of the thousands that a cluster sends. */
export interface Pruned {
  /** `namespace/name`, unique among its kind. */
  key: string;
  resourceVersion: string;
  namespace: string;
  name: string;
  /** Empty for what is a namespace's own. */
  service: string;
  environment: string;
  createdAt: string;
  /** Of what is nobody's in particular: the namespaces that it concerns, its own when left out. */
  around?: readonly string[];
  /** Of what is nobody's in particular, and is named by others from wherever they are: by what it is found. */
  place?: string;
  /** Name of the controller that made it. */
  owner?: string;
}

/** The parts that every kind keeps its own in. */
export interface Parts {
  metadata: Raw;
  spec: Raw;
  status: Raw;
}

/** Keeps of an object what is needed; `undefined` where it is none of ours. Throws on what is no object. */
export type Prune<T> = (object: unknown, whose: Namer) => T | undefined;

/** Prunes what is a service's, and leaves out the rest. */
export function ofService<T extends Pruned>(
  prune: (base: Pruned, parts: Parts) => T | undefined,
  signs: (parts: Parts) => Pick<Signs, 'target' | 'application'> = () => ({}),
): Prune<T> {
  return (object, whose) => {
    const base = anyones(object);
    const { metadata, spec, status } = object as Raw;
    const parts = { metadata, spec: spec ?? {}, status: status ?? {} };
    const { namespace, name } = base;
    const labels = metadata.labels ?? {};
    const found = whose({ namespace, name, labels, ...signs(parts) });
    return (
      found &&
      prune(
        {
          ...base,
          service: shared(found.service),
          environment: shared(found.environment),
        },
        parts,
      )
    );
  };
}

/** The same for kinds that belong to a namespace, whoever lives there. */
export function anyones(object: unknown): Pruned {
  const metadata = (object as Raw | undefined)?.metadata as Raw | undefined;
  const { name, namespace, resourceVersion } = metadata ?? {};
  if (!metadata || !text(name) || !text(namespace) || !text(resourceVersion)) {
    throw unusableAnswer();
  }
  const owner = array(metadata.ownerReferences).find(
    reference => reference?.controller === true,
  );
  return {
    key: joined(namespace, name),
    resourceVersion,
    namespace: shared(namespace),
    name,
    service: '',
    environment: '',
    createdAt: shared(text(metadata.creationTimestamp) ?? ''),
    ...optional('owner', text(owner?.name) && shared(owner!.name)),
  };
}

/** As a template would, but in one piece: what is kept by the ten thousand must not be a rope of its parts. */
export function joined(...parts: string[]): string {
  return parts.join('/');
}

const MOST_SHARED = 50_000;
const pool = new Map<string, string>();

/** The same text for the same words: each answer brings texts of its own, and thousands of pods say the same. */
export function shared(words: string): string {
  const known = pool.get(words);
  if (known !== undefined) {
    return known;
  }
  if (pool.size >= MOST_SHARED) {
    pool.clear();
  }
  pool.set(words, words);
  return words;
}

export function find(conditions: unknown, type: string): Raw | undefined {
  return array(conditions).find(c => c?.type === type);
}

export function condition<R extends object>(
  status: Raw,
  type: string,
  map: (found: Raw) => R | false,
): R | {} {
  const found = find(status.conditions, type);
  return (found && map(found)) || {};
}

/** `Ready`, as operators say it, with the reason why not; `waiting` where none has said it yet. */
export function readiness(
  status: Raw,
  type = 'Ready',
): { ready: boolean; reason?: string; waiting?: boolean } {
  return readinessOf(find(status.conditions, type));
}

export function readinessOf(said: Raw | undefined) {
  const ready = said?.status === 'True';
  return {
    ready,
    ...(said && !ready && reason(said)),
    ...(!said && { waiting: true }),
  };
}

export function reason(of: Raw): { reason?: string } {
  return optional('reason', code(of.reason));
}

/** Reasons are single words by convention; anything else would be free text. */
export function code(value: unknown): string | undefined {
  const word = text(value);
  return word && /^[A-Za-z][A-Za-z0-9]{0,63}$/.test(word) ? word : undefined;
}

/** The name of an object or a path in a store: nothing that could be a sentence, an address or a value. */
export function path(value: unknown): string | undefined {
  const word = text(value);
  return word && /^[\w./-]{1,253}$/.test(word) && !word.includes('//')
    ? word
    : undefined;
}

/** A commit, a branch with it, or a chart's version; of several sources the first. */
export function revisionOf(value: unknown): string | undefined {
  const one = text(Array.isArray(value) ? value[0] : value);
  return one && /^[\w.:@/+-]{1,253}$/.test(one) && !one.includes('//')
    ? one
    : undefined;
}

export function time(value: unknown): string | undefined {
  const at = text(value);
  return at && Number.isFinite(Date.parse(at)) ? at : undefined;
}

export function optional<K extends string>(
  name: K,
  value: unknown,
): { [P in K]?: string } {
  const found = text(value);
  return found === undefined ? {} : ({ [name]: found } as any);
}

/** The fields that have a value. */
export function present<T extends object>(
  fields: T,
): {
  [K in keyof T]?: Exclude<T[K], undefined>;
} {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as any;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function count(value: unknown, otherwise = 0): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : otherwise;
}

export function array(value: unknown): Raw[] {
  return Array.isArray(value) ? value : [];
}
