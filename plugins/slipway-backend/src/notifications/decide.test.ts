import fc from 'fast-check';
import { Remembered, decide } from './decide';
import { Topic } from './topics';
import { Look, Trouble } from './troubles';

const MINUTE = 60_000;
const entityRef = 'component:default/payments';

function trouble(topic: Topic, over: Partial<Trouble> = {}): Trouble {
  return {
    id: `${entityRef} prod ${topic}`,
    entityRef,
    owners: ['group:default/shop'],
    environment: 'prod',
    topic,
    state: 'degraded',
    messages: [`prod: ${topic}`],
    ...over,
  };
}

const seen = (...troubles: Trouble[]): [string, Look] => [
  entityRef,
  { troubles, well: [] },
];
const well = (...troubles: Trouble[]): [string, Look] => [
  entityRef,
  { troubles: [], well: troubles.map(({ id }) => id) },
];
const unread: [string, Look] = [entityRef, { troubles: [], well: [] }];

/** One round a line: when, what is seen; and what was told. */
function play(...rounds: [minute: number, look?: [string, Look]][]) {
  let remembered: Remembered[] = [];
  return rounds.map(([minute, look]) => {
    const decision = decide(
      new Map(look ? [look] : []),
      remembered,
      minute * MINUTE,
    );
    remembered = decision.remembered;
    return [
      ...decision.begins.map(({ state }) => `begins ${state}`),
      ...decision.ends.map(() => 'ends'),
    ].join();
  });
}

const backup = trouble('failed-backup');
const stuck = trouble('stuck-rollout');

describe('what owners are told', () => {
  it('is told once, however long it lasts, and once when it is over', () => {
    expect(
      play(
        [0, seen(backup)],
        [1, seen(backup)],
        [600, seen(backup)],
        [601, well(backup)],
        [604, well(backup)],
        [606, well(backup)],
        [607, well(backup)],
      ),
    ).toEqual(['begins degraded', '', '', '', '', 'ends', '']);
  });

  it('is the same trouble when it was away for a moment', () => {
    expect(
      play(
        [0, seen(backup)],
        [1, well(backup)],
        [3, seen(backup)],
        [5, well(backup)],
        [8, well(backup)],
        [10, well(backup)],
      ),
    ).toEqual(['begins degraded', '', '', '', '', 'ends']);
  });

  it('is told again when it becomes worse, and not when it becomes better and worse', () => {
    const worse = { ...backup, state: 'failed' as const };
    expect(
      play(
        [0, seen(backup)],
        [1, seen(worse)],
        [2, seen(backup)],
        [3, seen(worse)],
      ),
    ).toEqual(['begins degraded', 'begins failed', '', '']);
  });

  it('waits with a rollout that may go on by itself', () => {
    expect(
      play(
        [0, seen(stuck)],
        [5, well(stuck)],
        [6, seen(stuck)],
        [15, seen(stuck)],
        [16, seen(stuck)],
      ),
    ).toEqual(['', '', '', '', 'begins degraded']);
  });

  it('is not over because it cannot be read', () => {
    expect(
      play([0, seen(backup)], [1, unread], [100, unread], [101, seen(backup)]),
    ).toEqual(['begins degraded', '', '', '']);
  });

  it('is forgotten with the service', () => {
    expect(play([0, seen(backup)], [1], [2, seen(backup)])).toEqual([
      'begins degraded',
      '',
      'begins degraded',
    ]);
  });

  it('never ends what did not begin, and never begins twice in between', () => {
    const look = fc.constantFrom(
      seen(stuck),
      seen({ ...stuck, state: 'failed' }),
      well(stuck),
      unread,
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), look)),
        steps => {
          let minute = 0;
          const told = play(
            ...steps.map(([more, one]): [number, [string, Look]] => [
              (minute += more),
              one,
            ]),
          ).filter(Boolean);
          // Once, once more where it became worse, then its end; the last one may still be open.
          expect(told.join(' ')).toMatch(
            /^(begins (degraded( begins failed)?|failed) ends ?)*(begins (degraded( begins failed)?|failed))?$/,
          );
        },
      ),
    );
  });
});
