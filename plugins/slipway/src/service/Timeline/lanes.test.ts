import fc from 'fast-check';
import { deploy, happened, verdict } from '../../__testUtils__/events';
import { lanesOf, ticksOf } from './lanes';

const DAY = 24 * 3600_000;
const axisOf = (days: number) => {
  const to = Date.now();
  return { from: to - days * DAY, to };
};

const placed = (lanes: ReturnType<typeof lanesOf>) =>
  lanes.map(({ kind, environment, marks }) => [
    environment ?? kind,
    ...marks.map(({ x, width, open, bad }) =>
      [
        Math.round(x),
        width === undefined ? '' : `+${Math.round(width)}`,
        open ? '…' : '',
        bad ? '!' : '',
      ].join(''),
    ),
  ]);

describe('the lanes of a timeline', () => {
  it('have deploys by environment, the one nearest to the users first', () => {
    const events = [
      deploy(0, '1', '2', { environment: 'dev' }),
      deploy(5 * 24, '2', '3'),
      deploy(2.5 * 24, '3', '4'),
      // It was there at first, and was deployed nobody knows when.
      deploy(2.5 * 24, undefined, '4'),
      // Too long ago, and of an environment that is not shown.
      deploy(20 * 24, '0', '1'),
      deploy(1, '3', '4', { environment: 'gone' }),
      happened(5 * 24, 'sync'),
      happened(9.99 * 24, 'backup', { after: { outcome: 'failed' } }),
    ];
    expect(placed(lanesOf(events, ['dev', 'prod'], axisOf(10)))).toEqual([
      ['prod', '50', '75'],
      ['dev', '100'],
      ['sync', '50'],
      ['backup', '0!'],
    ]);
  });

  it('show trouble for as long as it went on, each aspect by itself', () => {
    const events = [
      verdict(7.5 * 24, 'failed'),
      verdict(5 * 24, 'healthy'),
      verdict(2.5 * 24, 'degraded', [], { aspect: 'backups' }),
      // It began before the axis does.
      verdict(30 * 24, 'degraded', [], { environment: 'dev' }),
      verdict(9 * 24, 'healthy', [], { environment: 'dev' }),
      // It was over before.
      verdict(30 * 24, 'failed', [], { aspect: 'quota' }),
      verdict(29 * 24, 'healthy', [], { aspect: 'quota' }),
    ];
    expect(placed(lanesOf(events, ['dev', 'prod'], axisOf(10)))).toEqual([
      ['trouble', '0+10', '25+25!', '75+25…'],
      ['prod'],
      ['dev'],
    ]);
  });

  it('lie on the axis, whatever happened', () => {
    const event = fc.oneof(
      fc
        .tuple(fc.double({ min: -100, max: 2000, noNaN: true }), fc.string())
        .map(([hours, version]) => deploy(hours, 'x', version)),
      fc
        .tuple(
          fc.double({ min: -100, max: 2000, noNaN: true }),
          fc.constantFrom('healthy', 'failed', 'degraded', 'unknown', 'odd'),
        )
        .map(([hours, state]) => verdict(hours, state)),
    );
    fc.assert(
      fc.property(fc.array(event), events => {
        for (const { marks } of lanesOf(events, ['prod'], axisOf(30))) {
          for (const { x, width = 0 } of marks) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(100);
            expect(width).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });
});

it.each([1, 7, 30, 90])('an axis of %d days has dates with room', days => {
  const axis = axisOf(days);
  const ticks = ticksOf(axis);
  expect(ticks.length).toBeGreaterThan(0);
  expect(ticks.length).toBeLessThanOrEqual(6);
  for (const tick of ticks) {
    expect(tick).toBeGreaterThan(axis.from);
    expect(tick).toBeLessThan(axis.to);
    expect(new Date(tick).getHours()).toBe(0);
  }
});
