/** No name is so long, and comparing takes as long as it is. */
const LONGEST = 300;

/** The known name that was probably meant, or undefined when none is close. */
export function nearestName(
  given: string,
  known: readonly string[],
): string | undefined {
  if (given.length > LONGEST) {
    return undefined;
  }
  const limit = Math.max(1, Math.floor(given.length / 2));
  const ranked = known
    .map(name => ({
      name,
      distance: editDistance(given.toLowerCase(), name.toLowerCase()),
    }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return ranked[0]?.name;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(previous[j] + 1, current[j - 1] + 1, substitution);
    }
    previous = current;
  }
  return previous[b.length];
}
