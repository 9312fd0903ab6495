/** The way from one folder to another, both from the same root. */
export function relativePath(from: string, to: string): string {
  const a = from.split('/');
  const b = to.split('/');
  const shared = a.findIndex((name, index) => name !== b[index]);
  const up = shared < 0 ? 0 : a.length - shared;
  const down = b.slice(shared < 0 ? a.length : shared);
  return [...Array(up).fill('..'), ...down].join('/') || '.';
}
