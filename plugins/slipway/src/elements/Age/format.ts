/** The steps in which an age is told, largest first, each with the one that may follow it. */
const UNITS: Array<[seconds: number, one: string, many: string]> = [
  [86_400, 'day', 'days'],
  [3_600, 'h', 'h'],
  [60, 'min', 'min'],
  [1, 's', 's'],
];

/** An age in the largest unit that fits: `12 s`, `41 min`, `3 h`, `1 day`. Never negative: clocks differ. */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [size, one, many] =
    UNITS.find(([unit]) => seconds >= unit) ?? UNITS[UNITS.length - 1];
  const count = Math.floor(seconds / size);
  return `${count} ${count === 1 ? one : many}`;
}
