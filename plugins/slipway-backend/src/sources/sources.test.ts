import { mockServices } from '@backstage/backend-test-utils';
import { Source } from '@slipway/plugin-slipway-node';
import { FakeClock, until } from '../__testUtils__/FakeClock';
import { KubernetesStub, json } from '../__testUtils__/KubernetesStub';
import { directoryFor } from '../__testUtils__/directory';
import { inUnclaimedPortal } from '../__testUtils__/whose';
import { serviceObjects } from '../__testUtils__/objects';
import { readings } from './kubernetes/aspects';
import { KubernetesSource } from './kubernetes/KubernetesSource';
import { createSources, startSources } from './run';

/** A sink of a back end that is the only one. */
function fakeSink() {
  const sink = {
    facts: jest.fn(),
    complete: jest.fn(),
    health: jest.fn(),
    retire: jest.fn(),
    owning: (
      _: string,
      run: (own: any, signal: AbortSignal) => Promise<void>,
      signal: AbortSignal,
    ) => run(sink, signal),
  };
  return sink;
}

describe('KubernetesSource', () => {
  let stub: KubernetesStub;
  const clock = new FakeClock();
  const sink = fakeSink();

  beforeEach(async () => {
    stub = await KubernetesStub.start();
  });
  afterEach(() => stub.stop());

  const stateOf = (id: string) =>
    sink.health.mock.calls
      .map(([h]) => h)
      .filter(h => h.id === id)
      .pop()?.state;

  it('follows clusters as they come and go, and ends with nothing open', async () => {
    serviceObjects().all.forEach(object => stub.put(object));
    stub.clusters = ['eu-1', 'not-this-one'];
    stub.onClusters = res => {
      json(res, 503, {});
      return true;
    };
    const source = new KubernetesSource({
      everyMs: 60_000,
      directory: directoryFor(stub),
      clock,
      random: () => 0,
      wanted: () => ({
        value: ['eu-1', 'us-1'],
        until: new AbortController().signal,
      }),
      store: { health: async () => [] },
      ...inUnclaimedPortal,
    });
    const controller = new AbortController();
    const done = source.start(sink, controller.signal);
    await until(() => stateOf('kubernetes') === 'unreachable');
    stub.onClusters = undefined;
    clock.advance(800);
    await until(() => stub.watches.size === 5);
    expect(sink.facts).not.toHaveBeenCalled();
    clock.advance(100);
    expect(sink.facts.mock.calls[0][0]).toMatchObject([
      {
        source: 'kubernetes/eu-1',
        aspect: 'deployments',
        subject: { cluster: 'eu-1' },
      },
    ]);
    expect(sink.complete).toHaveBeenCalledWith(
      expect.objectContaining({ aspect: 'deployments' }),
    );
    expect(stateOf('kubernetes/eu-1')).toBe('ok');

    stub.clusters = ['us-1'];
    clock.advance(60_000);
    await until(() => stateOf('kubernetes/us-1') !== undefined);
    // Once may be a slip of the locator.
    expect(sink.retire).not.toHaveBeenCalled();
    await until(() => stub.watches.size === 10);
    clock.advance(60_000);
    await until(() => sink.retire.mock.calls.length === readings.length);
    expect(sink.retire).toHaveBeenCalledWith('kubernetes/eu-1');
    await until(() => stub.watches.size === 5);

    controller.abort();
    await done;
    await until(() => stub.watches.size === 0);
    expect(clock.waits()).toEqual([]);
  });
});

describe('createSources', () => {
  const source = (id: string, start: Source['start']): Source => ({
    id,
    start,
  });

  it('adds sources, and lets a module wrap a default one', async () => {
    const started: string[] = [];
    const sources = createSources(
      [source('kubernetes', async () => void started.push('kubernetes'))],
      [
        ({ getDefault }) =>
          source('kubernetes', async (sink, signal) => {
            started.push('around');
            await getDefault('kubernetes')?.start(sink, signal);
          }),
        () => source('mainframe', async () => void started.push('mainframe')),
      ],
    );
    const logger = mockServices.logger.mock();
    await startSources({ sources, sink: fakeSink(), logger })();
    expect(started).toEqual(['around', 'kubernetes', 'mainframe']);
  });

  it('keeps the others when one fails', async () => {
    const logger = mockServices.logger.mock();
    const started: string[] = [];
    const sources = [
      source('bad', () => Promise.reject(new Error('no'))),
      source('good', async () => void started.push('good')),
    ];
    await startSources({ sources, sink: fakeSink(), logger })();
    expect(started).toEqual(['good']);
    expect(logger.error).toHaveBeenCalled();
  });
});
