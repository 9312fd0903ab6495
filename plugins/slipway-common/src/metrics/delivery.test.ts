import fc from 'fast-check';
import type { HistoryEvent } from '../states';
import { deliveryMetricsOf } from './delivery';

const DAY = 24 * 3600;
const start = Date.parse('2026-11-01T00:00:00Z');
const window = { from: time(0), to: time(28 * DAY) };

function time(seconds: number): string {
  return new Date(start + seconds * 1000).toISOString();
}

let ids = 0;

function event(seconds: number, more: Partial<HistoryEvent>): HistoryEvent {
  ids += 1;
  return {
    id: ids,
    at: time(seconds),
    environment: 'prod',
    cluster: 'eu-1',
    aspect: 'deployments',
    kind: 'version',
    ...more,
  };
}

const deploy = (
  seconds: number,
  before: string | undefined,
  version: string,
  commit?: string,
  more: object = {},
) =>
  event(seconds, {
    workload: 'api',
    ...(before && { before: { version: before } }),
    after: { version, ...(commit && { commit }), ...more },
  });
/** The first that is said of an environment. */
const looked = (seconds: number, state = 'healthy') =>
  event(seconds, { kind: 'verdict', after: { state, reasons: [] } });
const verdict = (seconds: number, state: string) => ({
  ...looked(seconds, state),
  before: { state: 'progressing', reasons: [] },
});
const commit = (seconds: number, sha: string) =>
  event(seconds, {
    kind: 'commit',
    aspect: 'commits',
    after: { sha, at: time(seconds), author: 'Ada', title: 'x' },
  });

describe('what is told of deliveries', () => {
  it('is nothing of an environment to which nothing was delivered', () => {
    expect(deliveryMetricsOf([], window)).toEqual({
      deploys: 0,
      deploysPerWeek: 0,
    });
  });

  it('counts what came in place of something else, and each once', () => {
    const events = [
      deploy(-DAY, '0.9', '1.0'),
      deploy(0, undefined, '1.0'),
      deploy(DAY, '1.0', '1.1'),
      // Another workload of the same version.
      deploy(DAY + 300, '1.0', '1.1'),
      deploy(DAY + 3600, '17.1', '17.2', undefined, { need: 'database' }),
      deploy(2 * DAY, '1.1', '1.2'),
      deploy(3 * DAY, '1.2', '1.3'),
      deploy(9 * DAY, '1.3', '1.4'),
    ];
    expect(deliveryMetricsOf(events, window)).toMatchObject({
      deploys: 4,
      deploysPerWeek: 1,
      failures: { number: 0, of: 4, share: 0 },
    });
  });

  it('takes the time from commit to deploy, as far as commits are known', () => {
    const events = [
      commit(0, 'aaaaaaa1'),
      commit(DAY, 'bbbbbbb2'),
      // A laptop whose clock is ahead.
      commit(4 * DAY, 'ccccccc3'),
      deploy(3600, '1', '2', 'aaaaaaa'),
      deploy(DAY + 3 * 3600, '2', '3', 'bbbbbbb'),
      deploy(3 * DAY, '3', '4', 'ccccccc'),
      deploy(5 * DAY, '4', '5', 'ddddddd'),
      deploy(6 * DAY, '5', '6'),
    ];
    expect(deliveryMetricsOf(events, window).lead).toEqual({
      seconds: 3600,
      of: 3,
    });
  });

  it.each<[string, HistoryEvent[], number, number]>([
    [
      'what runs went wrong after it',
      [deploy(DAY, '1', '2'), verdict(DAY + 60, 'failed')],
      1,
      1,
    ],
    [
      'it was taken back',
      [deploy(DAY, '1', '2'), deploy(DAY + 3600, '2', '1')],
      1,
      2,
    ],
    [
      'not: it went wrong long after it',
      [deploy(DAY, '1', '2'), verdict(3 * DAY, 'failed')],
      0,
      1,
    ],
    [
      'not: it went wrong after the next one, which it is put down to',
      [
        deploy(DAY, '1', '2'),
        deploy(DAY + 3600, '2', '3'),
        verdict(DAY + 7200, 'degraded'),
      ],
      1,
      2,
    ],
    [
      'not: an older version came back days later',
      [deploy(DAY, '1', '2'), deploy(4 * DAY, '2', '1')],
      0,
      2,
    ],
    ['not yet: it came just now', [deploy(28 * DAY - 60, '1', '2')], -1, -1],
    [
      'just now',
      [deploy(28 * DAY - 60, '1', '2'), verdict(28 * DAY - 30, 'failed')],
      1,
      1,
    ],
  ])('counts a deploy as failed where %s', (_, events, number, of) => {
    const { failures } = deliveryMetricsOf(events, window);
    expect(failures).toEqual(
      of < 0 ? undefined : { number, of, share: number / of },
    );
  });

  it.each<[string, HistoryEvent[], string | undefined]>([
    [
      'of a cluster that counts from the first one',
      [deploy(DAY, undefined, '1', undefined, { revision: 1 })],
      undefined,
    ],
    [
      'where the oldest were forgotten',
      [deploy(DAY, undefined, '4', undefined, { revision: 4 })],
      time(DAY),
    ],
    [
      'where some were forgotten while nobody looked',
      [
        deploy(DAY, undefined, '1', undefined, { revision: 1 }),
        deploy(9 * DAY, undefined, '8', undefined, { revision: 8 }),
        deploy(10 * DAY, '8', '9', undefined, { revision: 9 }),
      ],
      time(9 * DAY),
    ],
    [
      'where nothing is counted, from the first look on',
      [deploy(DAY, undefined, '1'), deploy(2 * DAY, '1', '2')],
      time(DAY),
    ],
    [
      'where it went and came again',
      [
        deploy(-DAY, undefined, '1'),
        event(2 * DAY, { kind: 'removed' }),
        deploy(3 * DAY, undefined, '1'),
      ],
      undefined,
    ],
    [
      'of the service, whatever is known of its database',
      [
        deploy(DAY, undefined, '1', undefined, { revision: 1 }),
        {
          ...deploy(5 * DAY, undefined, '17', undefined, { need: 'db' }),
          workload: 'db',
        },
      ],
      undefined,
    ],
  ])('says from when on it counts: %s', (_, events, since) => {
    expect(deliveryMetricsOf(events, window).since).toBe(since);
  });

  it('counts by the week what it knows of, and nothing by less than a week', () => {
    const since = (seconds: number) => [
      deploy(seconds, undefined, '4', undefined, { revision: 4 }),
      deploy(27 * DAY, '4', '5', undefined, { revision: 5 }),
    ];
    const perWeek = (events: HistoryEvent[]) =>
      deliveryMetricsOf(events, window).deploysPerWeek;
    expect(perWeek(since(14 * DAY))).toBe(0.5);
    expect(perWeek(since(26 * DAY))).toBe(1);
  });

  it('does not say of what happened before the first look whether it went well', () => {
    const before = [deploy(2 * DAY, '1', '2'), deploy(2 * DAY + 60, '2', '1')];
    const after = [deploy(9 * DAY, '1', '2')];
    expect(
      deliveryMetricsOf([...before, looked(8 * DAY)], window),
    ).toMatchObject({ deploys: 2 });
    expect(
      deliveryMetricsOf([...before, looked(8 * DAY)], window).failures,
    ).toBeUndefined();
    expect(
      deliveryMetricsOf([...before, looked(8 * DAY), ...after], window),
    ).toMatchObject({ deploys: 3, failures: { number: 0, of: 1 } });
  });

  it('takes the time until all is well again, whatever lies between', () => {
    const events = [
      verdict(0, 'healthy'),
      verdict(DAY, 'degraded'),
      verdict(DAY + 100, 'failed'),
      verdict(DAY + 200, 'unknown'),
      verdict(DAY + 300, 'progressing'),
      verdict(DAY + 600, 'healthy'),
      verdict(2 * DAY, 'failed'),
      event(2 * DAY + 1000, { kind: 'removed' }),
      verdict(3 * DAY, 'failed'),
      // Of something else.
      { ...verdict(3 * DAY + 1, 'healthy'), aspect: 'backups' as const },
    ];
    expect(deliveryMetricsOf(events, window)).toMatchObject({
      restore: { seconds: 800, of: 2 },
      failingSince: time(3 * DAY),
    });
  });

  it('holds for whatever happened, in whatever order it is told', () => {
    const happened = fc.oneof(
      fc
        .tuple(
          fc.integer({ min: -40, max: 40 }),
          fc.constantFrom('1', '2', '3'),
        )
        .map(([day, version]) => deploy(day * DAY, '0', version, 'aaaaaaa')),
      fc
        .tuple(
          fc.integer({ min: -40, max: 40 }),
          fc.constantFrom('healthy', 'failed', 'unknown', 'progressing'),
        )
        .map(([day, state]) => verdict(day * DAY, state)),
      fc.constant(commit(0, 'aaaaaaa1')),
    );
    fc.assert(
      fc.property(fc.array(happened), events => {
        const metrics = deliveryMetricsOf(events, window);
        expect(deliveryMetricsOf([...events].reverse(), window)).toEqual(
          metrics,
        );
        const { failures, lead, restore, deploys } = metrics;
        expect(failures?.share ?? 0).toBeGreaterThanOrEqual(0);
        expect(failures?.share ?? 0).toBeLessThanOrEqual(1);
        expect(failures?.of ?? 0).toBeLessThanOrEqual(deploys);
        expect(lead?.of ?? 0).toBeLessThanOrEqual(deploys);
        expect(lead?.seconds ?? 0).toBeGreaterThanOrEqual(0);
        expect(restore?.seconds ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
