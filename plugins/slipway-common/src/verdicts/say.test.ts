import {
  ago,
  ahead,
  amount,
  day,
  list,
  minute,
  nounOf,
  reasonOf,
  say,
  some,
  span,
} from './say';

const Gi = 1024 ** 3;

describe('say', () => {
  it.each([
    [
      'names and numbers',
      say`${'prod'} can scale to ${7} of ${10}: ${nounOf(
        'requests.memory',
      )} ends first`,
      'prod can scale to 7 of 10: memory ends first',
      [
        '{{0}} can scale to {{1}} of {{2}}: {{3}} ends first',
        'prod',
        7,
        10,
        { noun: 'requests.memory' },
      ],
    ],
    [
      'sentences in sentences',
      say`Pod ${'a'} ended${say`, at ${minute('2026-11-20T03:00:00Z')}`}${''}.`,
      'Pod a ended, at 2026-11-20 03:00 UTC.',
      [
        'Pod {{0}} ended{{1}}{{2}}.',
        'a',
        [', at {{0}}', { minute: '2026-11-20T03:00:00Z' }],
        '',
      ],
    ],
    [
      'amounts, ages and days',
      say`${amount('requests.memory', 1.5 * Gi)}, ${span(-7_200.5)}, ${ago(
        180,
      )}, ${ahead(3 * 86_400)}, ${day('2026-11-20T03:00:00Z')}`,
      '1.5 GiB, 2 h, 3 min ago, in 3 days, 2026-11-20',
      [
        '{{0}}, {{1}}, {{2}}, {{3}}, {{4}}',
        { amount: 1.5 * Gi, of: 'requests.memory' },
        { span: 7_200 },
        { ago: 180 },
        { ahead: 259_200 },
        { day: '2026-11-20T03:00:00Z' },
      ],
    ],
    [
      'lists',
      say`${some(['a', 'b', 'c', 'd'])}: ${list([say`exit ${1}`, 'Error'])}`,
      'a, b, c and 1 more: exit 1, Error',
      [
        '{{0}}: {{1}}',
        { some: ['a', 'b', 'c'], more: 1 },
        { list: [['exit {{0}}', 1], 'Error'] },
      ],
    ],
  ])('tells %s in English and in pieces', (_, sentence, english, pieces) => {
    expect(sentence).toEqual({ english, pieces });
  });

  it('says nothing of empty lists', () => {
    expect([some([]), list([])]).toEqual(['', '']);
  });
});

describe('A reason', () => {
  it('carries the pieces of what has any, beside the English', () => {
    expect(
      reasonOf({
        code: 'drifted',
        state: 'degraded',
        message: say`${'prod'} differs from Git`,
        remedy: say`Put the change into Git.`,
      }),
    ).toEqual({
      code: 'drifted',
      state: 'degraded',
      message: 'prod differs from Git',
      remedy: 'Put the change into Git.',
      words: { message: ['{{0}} differs from Git', 'prod'] },
    });
  });

  it('carries none where nothing stands between', () => {
    expect(
      reasonOf({
        code: 'x',
        state: 'unknown',
        message: say`nothing is known`,
        evidence: undefined,
      }),
    ).toEqual({ code: 'x', state: 'unknown', message: 'nothing is known' });
  });
});
