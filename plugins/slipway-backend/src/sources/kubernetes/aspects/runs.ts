/** So many are told of each schedule. */
export const MOST_RUNS = 10;

export function newestFirst(
  a: { startedAt: string },
  b: { startedAt: string },
): number {
  return Date.parse(b.startedAt) - Date.parse(a.startedAt);
}
