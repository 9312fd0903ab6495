import type { DeliveryFact } from '@slipway/plugin-slipway-common';
import { states } from '../../__testUtils__/states';
import { shortRevision, syncsOf, wordOf, type DeliveryWord } from './delivered';

const [synced] = states.delivery.deliveries as DeliveryFact[];

const CASES: [DeliveryWord, Partial<DeliveryFact>][] = [
  ['synced', {}],
  ['unknown', { sync: 'unknown' }],
  ['pending', { sync: 'out-of-sync', wantedRevision: 'b'.repeat(40) }],
  [
    'behind',
    {
      sync: 'out-of-sync',
      wantedRevision: 'b'.repeat(40),
      automated: false,
    },
  ],
  ['drifted', { sync: 'out-of-sync' }],
  ['suspended', { suspended: true, sync: 'out-of-sync' }],
  ['syncing', { operation: { phase: 'running', refused: [] } }],
  [
    'unread',
    {
      sources: [
        {
          kind: 'GitRepository',
          namespace: 'flux-system',
          name: 'payments',
          answer: 'data',
          failing: {},
        },
      ],
    },
  ],
  [
    'failed',
    { operation: { phase: 'failed', refused: [] }, sync: 'out-of-sync' },
  ],
  [
    'stopped',
    {
      problems: [{ code: 'ComparisonError' }],
      operation: { phase: 'failed', refused: [] },
    },
  ],
];

describe('What delivers', () => {
  it.each(CASES)('is told in a word: %s', (word, changes) => {
    expect(wordOf({ ...synced, ...changes })).toBe(word);
  });

  it('tells its deliveries, the newest first, what failed just now among them', () => {
    const at = (day: number) => `2026-03-0${day}T10:00:00.000Z`;
    const delivery = (
      history: [number, string][],
      more: Partial<DeliveryFact> = {},
    ): DeliveryFact => ({
      ...synced,
      ...more,
      history: history.map(([day, revision]) => ({
        id: String(day),
        revision,
        at: at(day),
      })),
    });
    const syncs = syncsOf([
      {
        name: 'dev',
        state: {
          ...states.delivery,
          deliveries: [
            delivery(
              [
                [3, 'c'],
                [1, 'a'],
              ],
              {
                operation: {
                  phase: 'failed',
                  endedAt: at(4),
                  revision: 'd',
                  refused: [],
                },
              },
            ),
          ],
        },
      },
      { name: 'none' },
      {
        name: 'prod',
        state: {
          ...states.delivery,
          deliveries: [delivery([[2, 'b']], { engine: 'flux' })],
        },
      },
    ]);
    expect(
      syncs.map(({ environment, result, revision }) =>
        [environment, result, revision].join(' '),
      ),
    ).toEqual([
      'dev failed d',
      'dev synced c',
      'prod synced b',
      'dev synced a',
    ]);
  });

  it.each([
    ['0123456789abcdef0123456789abcdef01234567', '0123456'],
    ['main@sha1:0123456789abcdef0123456789abcdef01234567', '0123456'],
    ['1.4.2', '1.4.2'],
    ['', '–'],
    [undefined, '–'],
  ])('has revisions that people can read: %s', (revision, read) => {
    expect(shortRevision(revision)).toBe(read);
  });
});
