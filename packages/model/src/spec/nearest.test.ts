import { nearestName } from './nearest';

describe('nearestName', () => {
  it.each([
    ['onwer', 'owner'],
    ['Replica', 'replicas'],
    ['env', 'env'],
    ['zebra', undefined],
  ])('for %s is %s', (given, expected) => {
    expect(nearestName(given, ['owner', 'replicas', 'env', 'cluster'])).toBe(
      expected,
    );
  });
});
