import { budgetFromEnvironment, parseBudget } from './budget';

describe('budget', () => {
  it('reads lengths of time', () => {
    expect(parseBudget('40m')).toBe(2_400_000);
    expect(parseBudget('90s')).toBe(90_000);
    expect(parseBudget('1h30m')).toBe(5_400_000);
  });

  it.each(['', '40', '40 m', 'm40', '40m later'])('refuses "%s"', text => {
    expect(() => parseBudget(text)).toThrow(/write it like 40m/);
  });

  it('takes 40 minutes where nothing is said', () => {
    expect(budgetFromEnvironment({})).toBe(2_400_000);
    expect(budgetFromEnvironment({ SLIPWAY_REAL_BUDGET: '5m' })).toBe(300_000);
  });
});
