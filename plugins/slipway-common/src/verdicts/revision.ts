/** A commit as people read it; a chart's version stays as it is. */
export function shortRevision(revision: string): string {
  const commit = /(?:^|[:@/])([0-9a-f]{40,64})$/.exec(revision)?.[1];
  return commit?.slice(0, 7) ?? revision;
}
