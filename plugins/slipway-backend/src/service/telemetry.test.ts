import { SourceHealth } from '@slipway/plugin-slipway-common';
import { FakeClock } from '../__testUtils__/FakeClock';
import { meter } from '../__testUtils__/metrics';
import { createTelemetry } from './telemetry';

const health = (
  state: SourceHealth['state'],
  heardAt = '2026-11-20T11:59:50Z',
): SourceHealth => ({
  id: 'kubernetes/eu-1',
  state,
  since: '2026-11-20T11:00:00Z',
  heardAt,
});

describe('what is measured of sources', () => {
  function start() {
    const { metrics, read } = meter();
    const clock = new FakeClock();
    return { create: createTelemetry(metrics, clock), read, clock };
  }

  it('tells the state, how long nothing was heard, and how often that changed', () => {
    const { create, read, clock } = start();
    const writer = create();
    writer.health(health('ok'));
    writer.health(health('ok'));
    writer.health(health('unreachable'));
    clock.advance(20_000);
    expect(read()).toMatchObject({
      'slipway.source.state kubernetes/eu-1 ok': 0,
      'slipway.source.state kubernetes/eu-1 unreachable': 1,
      'slipway.source.lag kubernetes/eu-1': 30,
      'slipway.source.changes kubernetes/eu-1 ok': 1,
      'slipway.source.changes kubernetes/eu-1 unreachable': 1,
    });
  });

  it('is told by the replica that reads the source, and by no other', () => {
    const { create, read } = start();
    const [first, second] = [create(), create()];
    first.health(health('ok'));
    first.end();
    expect(read()).not.toHaveProperty(['slipway.source.lag kubernetes/eu-1']);
    second.health(health('starting'));
    second.retired('kubernetes/eu-1');
    expect(read()).not.toHaveProperty(['slipway.source.lag kubernetes/eu-1']);
  });

  it('counts what was written, and what the database did not take', () => {
    const { create, read } = start();
    const writer = create();
    writer.wrote(3, 20);
    writer.wrote(2, 10);
    writer.failed();
    expect(read()).toEqual({
      'slipway.documents.written': 5,
      'slipway.write.duration': 2,
      'slipway.write.failures': 1,
    });
  });
});
