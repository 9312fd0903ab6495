/** The names of files that are one file on disks of macOS and Windows: those that differ by case, or by how a letter is composed. */
export function sameNames(paths: readonly string[]): string[][] {
  const by = new Map<string, string[]>();
  paths.forEach(path => {
    const key = path.normalize('NFC').toLowerCase();
    by.set(key, [...(by.get(key) ?? []), path]);
  });
  return [...by.values()].filter(({ length }) => length > 1);
}

/** What is wrong with them, in words. */
export function sameName(names: readonly string[]): string {
  return `${[...new Set(names)].join(
    ' and ',
  )}, which are one file on macOS and Windows`;
}
