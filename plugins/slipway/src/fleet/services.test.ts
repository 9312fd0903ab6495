import type {
  AspectSummary,
  FleetEnvironment,
  FleetService,
} from '@slipway/plugin-slipway-common';
import fc from 'fast-check';
import { columnsOf, oldestBackup, shapeOf, shortRef, whyOf } from './services';
import { fleetEnvironment, fleetService } from '../__testUtils__/fleet';

const wrong = (
  state: 'failed' | 'degraded',
  message: string,
): AspectSummary => ({
  answer: 'data',
  state,
  message,
  evidence: `proof of ${message}`,
});
const away = (answer: 'denied' | 'unreachable'): Partial<FleetEnvironment> => ({
  aspects: { deployments: { answer } },
});
const service = (...environments: FleetEnvironment[]): FleetService =>
  fleetService('payments', environments);

describe('the columns of environments', () => {
  it.each([
    [[['dev', 'prod']], ['dev', 'prod']],
    [
      [
        ['dev', 'prod'],
        ['dev', 'staging', 'prod'],
      ],
      ['dev', 'staging', 'prod'],
    ],
    [
      [['prod'], ['dev', 'prod']],
      ['dev', 'prod'],
    ],
    [
      [['dev'], ['prod']],
      ['dev', 'prod'],
    ],
    [
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      ['a', 'b'],
    ],
    [[['prod', 'prod']], ['prod']],
    [[[]], []],
  ])('of %j are %j', (environments, expected) => {
    expect(
      columnsOf(
        environments.map(names =>
          service(...names.map(name => fleetEnvironment(name))),
        ),
      ),
    ).toEqual(expected);
  });

  it('hold each name once, whatever services say', () => {
    const names = fc.array(fc.constantFrom('dev', 'test', 'staging', 'prod'));
    fc.assert(
      fc.property(fc.array(names), all => {
        const columns = columnsOf(
          all.map(some => service(...some.map(name => fleetEnvironment(name)))),
        );
        expect([...columns].sort()).toEqual([...new Set(all.flat())].sort());
      }),
    );
  });
});

/** As after a start of the portal. */
const beingRead: Partial<FleetEnvironment> = {
  aspects: { deployments: { answer: 'unreachable', starting: true } },
  verdict: 'unknown',
};

describe('the shape of an environment', () => {
  it.each<[string, Partial<FleetEnvironment>, string]>([
    ['is its verdict', { verdict: 'degraded' }, 'degraded'],
    ['says that it may not be read', away('denied'), 'denied'],
    ['says that it cannot be read', away('unreachable'), 'unreachable'],
    ['says that it is being read', beingRead, 'progressing'],
    ['says that nothing is there', { aspects: {}, verdict: 'unknown' }, 'none'],
    [
      'is that of what else is there, where nothing runs',
      { aspects: { backups: wrong('failed', 'late') }, verdict: 'failed' },
      'failed',
    ],
  ])('%s', (_, changes, shape) => {
    expect(shapeOf(fleetEnvironment('prod', changes))).toBe(shape);
  });
});

describe('why a service is looked at', () => {
  it('is the worst, and of that the one nearest to the users', () => {
    const of = (state: 'failed' | 'degraded', message: string) => ({
      aspects: { backups: wrong(state, message) },
    });
    expect(
      whyOf(
        service(
          fleetEnvironment('dev', of('failed', 'in dev')),
          fleetEnvironment('staging', of('failed', 'in staging')),
          fleetEnvironment('prod', of('degraded', 'in prod')),
        ),
      ),
    ).toEqual({
      shape: 'failed',
      environment: 'staging',
      message: 'in staging',
      evidence: 'proof of in staging',
    });
  });

  it('is no trouble that was known last and may be over', () => {
    const stale: AspectSummary = {
      ...wrong('failed', 'then'),
      answer: 'unreachable',
    };
    expect(
      whyOf(
        service(fleetEnvironment('prod', { aspects: { deployments: stale } })),
      ),
    ).toEqual({ shape: 'unreachable', environment: 'prod', cluster: 'eu-1' });
  });

  it('says what was not read yet after what cannot be', () => {
    const one = fleetEnvironment('prod', beingRead);
    expect(whyOf(service(one))).toEqual({
      shape: 'progressing',
      environment: 'prod',
      cluster: 'eu-1',
    });
    const other = fleetEnvironment('dev', away('unreachable'));
    expect(whyOf(service(other, one))?.shape).toBe('unreachable');
  });

  it('has nothing to say of a rollout that is under way', () => {
    const rolls = fleetEnvironment('prod', { verdict: 'progressing' });
    expect(whyOf(service(rolls))).toBeUndefined();
  });

  it.each([
    ['denied' as const, 'unreachable' as const],
    ['unreachable' as const, 'denied' as const],
  ])('says what is denied before what is away: %s, %s', (one, other) => {
    expect(
      whyOf(
        service(
          fleetEnvironment('dev', away(one)),
          fleetEnvironment('prod', away(other)),
        ),
      )?.shape,
    ).toBe('denied');
  });

  it('is what waits for the last environment, where all is well', () => {
    const at = (...behind: (number | undefined)[]) =>
      whyOf(
        service(
          ...behind.map((count, index) =>
            fleetEnvironment(`e${index}`, { behind: count }),
          ),
        ),
      );
    expect(at(0, 4, 11)).toEqual({
      shape: 'waiting',
      count: 11,
      environment: 'e2',
    });
    expect(at(0, 0)).toBeUndefined();
    expect(at(3, 0)).toBeUndefined();
    expect(at(3, undefined)).toBeUndefined();
    expect(at(undefined, 3)).toBeUndefined();
    expect(at()).toBeUndefined();
  });
});

it('the oldest backup is the one that never was', () => {
  const at = (...times: (string | undefined)[]) =>
    oldestBackup(
      service(
        ...times.map(backedUpAt => fleetEnvironment('prod', { backedUpAt })),
      ),
    );
  expect(at('2026-11-02', '2026-11-01')).toBe('2026-11-01');
  expect(at('2026-11-02', '')).toBe('');
  expect(at(undefined)).toBeUndefined();
});

it('a reference is told by its name', () => {
  expect(shortRef('group:default/team-pay')).toBe('team-pay');
  expect(shortRef('team-pay')).toBe('team-pay');
});
