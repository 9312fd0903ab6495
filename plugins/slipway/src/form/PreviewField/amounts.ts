/** Amounts as people write them: bytes by powers of 1,024, all else as it is. */
export function inWords(amount: number, unit: 'bytes' | 'count'): string {
  if (unit === 'count') {
    return String(Number(amount.toFixed(2)));
  }
  const gib = amount / 1024 ** 3;
  return gib >= 1
    ? `${Number(gib.toFixed(2))}Gi`
    : `${Number((amount / 1024 ** 2).toFixed(0))}Mi`;
}
