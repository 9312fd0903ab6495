/** A name that is made of a service's name, and how long it may be. */
export interface DerivedName {
  cluster: string;
  /** Only where the service has such a need, or is of such a shape. */
  need?: string;
  type?: string;
  kind: string;
  before: string;
  after: string;
  most: number;
}

export interface NameTooLong {
  kind: string;
  /** As it would be. */
  name: string;
  most: number;
  /** By so many characters. */
  over: number;
}

/** Which of the names that a service would bring a cluster does not take; of alike ones the longest. */
export function namesTooLong(
  service: string,
  names: readonly DerivedName[],
  chosen: {
    clusters: readonly string[];
    needs: readonly string[];
    type?: string;
  },
): NameTooLong[] {
  const found = names
    .filter(
      ({ cluster, need, type }) =>
        chosen.clusters.includes(cluster) &&
        (need === undefined || chosen.needs.includes(need)) &&
        (type === undefined || type === chosen.type),
    )
    .map(({ kind, before, after, most }) => {
      const name = `${before}${service}${after}`;
      return { kind, name, most, over: name.length - most };
    })
    .filter(({ over }) => over > 0)
    .sort((a, b) => b.over - a.over);
  return [
    ...new Map(found.reverse().map(one => [one.name, one])).values(),
  ].reverse();
}
