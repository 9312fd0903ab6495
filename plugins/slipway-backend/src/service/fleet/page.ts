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
  const after = cursor === undefined ? undefined : read(cursor);
  // One more tells whether there is another page.
  const first: { item: T; place: Place }[] = [];
  for (const item of all) {
    const place: Place = [key(item), id(item)];
    const isBefore = (other: Place) => compare(place, other, down) < 0;
    const isLate = first.length > limit && !isBefore(first[limit].place);
    if (!isLate && (!after || compare(place, after, down) > 0)) {
      first.splice(whereIn(first, isBefore), 0, { item, place });
      first.length = Math.min(first.length, limit + 1);
    }
  }
  const some = first.slice(0, limit);
  const last = some.at(-1);
  return {
    items: some.map(({ item }) => item),
    total: all.length,
    ...(last && first.length > limit && { next: write(last.place) }),
  };
}

/** The index of the first that it is before. */
function whereIn(
  sorted: readonly { place: Place }[],
  isBefore: (other: Place) => boolean,
): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    [from, to] = isBefore(sorted[middle].place)
      ? [from, middle]
      : [middle + 1, to];
  }
  return from;
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
