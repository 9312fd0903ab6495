import { InputError } from '@backstage/errors';

type Key = string | number | undefined;

export interface Page<T> {
  items: T[];
  total: number;
  next?: string;
}

/**
 * One page in the order of a key, equal ones by their id. A cursor names the place after which it goes on, so that
 * what comes or goes meanwhile neither doubles nor hides anything else.
 */
export function pageOf<T>(
  all: readonly T[],
  options: {
    key: (item: T) => Key;
    id: (item: T) => string;
    /** What has no key comes last either way. */
    down?: boolean;
    limit: number;
    cursor?: string;
  },
): Page<T> {
  const { key, id, down = false, limit, cursor } = options;
  const places = all
    .map(item => ({ item, place: [key(item), id(item)] as const }))
    .sort((a, b) => compare(a.place, b.place, down));
  const after = cursor === undefined ? undefined : read(cursor);
  const from = after
    ? places.findIndex(({ place }) => compare(place, after, down) > 0)
    : 0;
  const some = from < 0 ? [] : places.slice(from, from + limit);
  const last = some.at(-1);
  return {
    items: some.map(({ item }) => item),
    total: all.length,
    ...(last && from + limit < places.length && { next: write(last.place) }),
  };
}

type Place = readonly [Key, string];

function compare([a, idA]: Place, [b, idB]: Place, down: boolean): number {
  if (a !== b) {
    if (a === undefined || b === undefined) {
      return a === undefined ? 1 : -1;
    }
    return a < b === down ? 1 : -1;
  }
  if (idA === idB) {
    return 0;
  }
  return idA < idB ? -1 : 1;
}

function write([key, id]: Place): string {
  return Buffer.from(JSON.stringify([key ?? null, id])).toString('base64url');
}

function read(cursor: string): Place {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      typeof id === 'string' &&
      /^(string|number)$|^object$/.test(typeof key)
    ) {
      return [key ?? undefined, id];
    }
  } catch {
    // Told below.
  }
  throw new InputError(
    'The cursor is none that a page of this list gave; begin without one',
  );
}
