import * as fc from 'fast-check';
import { NamespaceQuota, UseFacts } from '../facts';
import { settledUse, useStateOf } from './use';

const Gi = 1024 ** 3;
const quotas = (hard: Record<string, number>): NamespaceQuota[] => [
  { name: 'quota', hard, used: {} },
];
const FOUR = quotas({ 'requests.cpu': 4, 'requests.memory': 8 * Gi });

const use = (cpu: number, memory = Gi, own?: UseFacts['own']): UseFacts => ({
  all: { cpu, memory },
  ...(own && { own }),
});
const own = (cpu: number, asked = 2): UseFacts['own'] => ({
  used: { cpu, memory: Gi },
  asked: { 'requests.cpu': asked, 'requests.memory': 2 * Gi },
});

describe('settledUse', () => {
  it.each<[string, UseFacts, UseFacts, NamespaceQuota[], 'told' | 'now']>([
    ['a twentieth of the limit', use(0.6), use(0.8), FOUR, 'now'],
    ['less than that', use(0.6), use(0.79), FOUR, 'told'],
    ['less than that, downwards', use(0.6), use(0.41), FOUR, 'told'],
    ['memory alone', use(1), use(1, 1.5 * Gi), FOUR, 'now'],
    [
      'the least of several limits',
      use(0.6),
      use(0.7),
      [...FOUR, ...quotas({ 'limits.cpu': 2 })],
      'now',
    ],
    [
      'of quotas that count only some pods nothing',
      use(0.6),
      use(0.7),
      [...FOUR, { ...quotas({ 'requests.cpu': 1 })[0], scoped: true }],
      'told',
    ],
    ['a fifth of itself without a limit', use(1), use(1.2), [], 'now'],
    ['less than that without a limit', use(1), use(1.19), [], 'told'],
    [
      'a twentieth of what the service asks',
      use(1, Gi, own(0.3)),
      use(1, Gi, own(0.4)),
      FOUR,
      'now',
    ],
    [
      'less than that of what it asks',
      use(1, Gi, own(0.3)),
      use(1, Gi, own(0.39)),
      FOUR,
      'told',
    ],
    [
      'another ask',
      use(1, Gi, own(0.3, 2)),
      use(1, Gi, own(0.3, 3)),
      FOUR,
      'now',
    ],
    ['own use that came', use(1), use(1, Gi, own(0.3)), FOUR, 'now'],
    ['own use that went', use(1, Gi, own(0.3)), use(1), FOUR, 'now'],
  ])('tells of %s as it should', (_, told, now, limits, expected) => {
    expect(settledUse(told, now, limits)).toBe(expected === 'now' ? now : told);
  });

  it('is never further from the truth than a twentieth of the limit, however slowly it moves', () => {
    const amounts = fc.array(fc.double({ min: 0, max: 4, noNaN: true }));
    fc.assert(
      fc.property(amounts, all => {
        let told = use(0);
        for (const cpu of all) {
          told = settledUse(told, use(cpu), FOUR);
          expect(Math.abs(told.all.cpu - cpu)).toBeLessThan(0.2 + 1e-9);
        }
      }),
    );
  });
});

it('judges nobody by what is used', () => {
  expect(useStateOf(use(0, 0, own(0))).verdict).toEqual({
    state: 'healthy',
    reasons: [],
  });
});
