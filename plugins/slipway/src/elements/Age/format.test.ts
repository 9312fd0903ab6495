import { formatAge } from './format';

describe('An age', () => {
  it.each([
    [-5_000, '0 s'],
    [0, '0 s'],
    [12_400, '12 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [41 * 60_000, '41 min'],
    [3_600_000, '1 h'],
    [23.9 * 3_600_000, '23 h'],
    [86_400_000, '1 day'],
    [3 * 86_400_000, '3 days'],
  ])('of %d ms is told as %s', (milliseconds, told) => {
    expect(formatAge(milliseconds)).toBe(told);
  });
});
