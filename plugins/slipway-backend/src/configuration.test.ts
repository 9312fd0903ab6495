import { mockServices } from '@backstage/backend-test-utils';
import { FakeClock } from './__testUtils__/FakeClock';
import { KubernetesStub } from './__testUtils__/KubernetesStub';
import { changingConfig, configured } from './__testUtils__/configured';
import { livingPortal } from './__testUtils__/livingPortal';
import { LiveSettings } from './settings';

// Real sockets on a busy machine: what is asserted is the injected clock's time alone.
jest.setTimeout(60_000);

describe('While the portal runs', () => {
  const world = livingPortal();
  const {
    asked,
    becomes,
    begin,
    instance,
    server,
    settings,
    told,
    turn,
    well,
  } = world;

  describe('what is', () => {
    it('taken out of the configuration is closed, given back, and kept as last known', async () => {
      await begin();
      await well();
      await turn(3_000);
      expect(await world.portal.held()).toEqual([
        'argocd',
        'kubernetes/eu-1',
        'vault',
      ]);
      world.change(settings([], [], { clusters: [] }));
      await turn(5_000);
      expect(await world.portal.held()).toEqual([]);
      expect(world.clusters.watches.size).toBe(0);
      // What may be there is a connection that waits to be used again.
      expect(world.argocd.open).toBeLessThanOrEqual(1);
      expect(world.vault.open).toBeLessThanOrEqual(1);
      expect(Object.keys(await world.portal.health())).toEqual(['kubernetes']);
      expect(await told('deployments')).toMatchObject({
        answer: 'unreachable',
        reason: 'this portal reads no cluster eu-1',
        lastKnown: { value: { workloads: [{}] } },
      });
      expect(await told('delivery')).toMatchObject({
        answer: 'unreachable',
        reason: 'this portal does not read argocd/main/delivery any more',
        lastKnown: { value: { deliveries: [{}] } },
      });
      expect(await told('vault', 'far')).toMatchObject({
        answer: 'unreachable',
        reason: 'this portal does not read vault/main any more',
      });
      const before = asked();
      await turn(30_000);
      expect(asked()).toBe(before);

      world.change(settings());
      await well();
      expect(await told('deployments')).toMatchObject({ answer: 'data' });
      expect(await told('delivery')).toMatchObject({ answer: 'data' });
    });

    it('added is read, and what stays is read on', async () => {
      world.clusters.clusters = ['eu-1', 'us-1'];
      await begin(settings(undefined, undefined, { clusters: ['eu-1'] }));
      await well();
      await turn(3_000);
      const watches = world.clusters.watchRequests().length;
      world.change(
        settings(
          [instance('main'), instance('second')],
          [server('main'), server('other')],
          { clusters: ['eu-1', 'us-1'] },
        ),
      );
      for (const id of [
        'kubernetes/us-1',
        'argocd/second/delivery',
        'vault/other',
      ]) {
        await becomes(id, 'ok');
      }
      await well();
      // One more of them, for the new cluster.
      expect(world.clusters.watchRequests().length).toBe(watches + 1);
      world.change(settings([instance('second')], [server('other')]));
      await turn(5_000);
      await becomes('argocd/second/delivery', 'ok');
      await becomes('vault/other', 'ok');
      expect(Object.keys(await world.portal.health())).not.toEqual(
        expect.arrayContaining(['argocd/main/delivery']),
      );
    });

    it('switched off is not read until it is switched on again', async () => {
      await begin();
      await well();
      world.change(settings(undefined, undefined, { enabled: false }));
      await turn(5_000);
      expect(world.clusters.watches.size).toBe(0);
      expect(await told('deployments')).toMatchObject({
        answer: 'unreachable',
        reason: 'this portal reads no clusters',
      });
      world.change(settings());
      await becomes('kubernetes/eu-1', 'ok');
    });

    it('wrong is told, all at once, and changes nothing', async () => {
      await begin();
      await well();
      await turn(3_000);
      const streams = [...world.argocd.asked].filter(url =>
        url.includes('/stream/'),
      );
      world.change({
        ...settings([instance('other')], [server('no name')], {
          every: 'now and then',
        }),
      });
      await turn(30_000);
      expect(world.portal.logger.error.mock.calls).toEqual([
        [
          expect.stringMatching(
            /^The configuration is wrong: .*slipway\.sources\.kubernetes\.every.*; .*slipway\.sources\.vault\.servers\[0\].*stays in force/,
          ),
        ],
      ]);
      expect(Object.keys(await world.portal.health())).toEqual(
        expect.arrayContaining(['argocd/main/delivery', 'vault/main']),
      );
      expect(
        world.argocd.asked.filter(url => url.includes('/stream/')),
      ).toEqual(streams);
    });
  });
});

describe('A cluster that went while the portal did not run', () => {
  it('is not told as if it were read', async () => {
    const clusters = await KubernetesStub.start();
    const clock = new FakeClock();
    const { config } = changingConfig({});
    const portal = await configured({ config, clusters, clock });
    const state = { state: 'ok' as const, since: '2026-11-19T12:00:00Z' };
    await portal.store.write(
      {
        documents: [],
        history: [],
        health: ['kubernetes/gone', 'kubernetes/gone/ns/a/quota'].map(id => ({
          id,
          ...state,
        })),
        retired: [],
      },
      { visible: true },
    );
    const ids = async () => Object.keys(await portal.health());
    for (let i = 0; i < 300 && (await ids()).includes('kubernetes/gone'); i++) {
      await new Promise(resolve => setTimeout(resolve, 2));
      clock.advance(1_000);
    }
    expect(await ids()).not.toEqual(
      expect.arrayContaining([expect.stringContaining('gone')]),
    );
    expect(await ids()).toContain('kubernetes/eu-1');
    await portal.stop();
    await clusters.stop();
  });
});

it('A portal does what it is switched on to do now', () => {
  const { config, change } = changingConfig({
    slipway: { actions: { refresh: true } },
  });
  const settings = LiveSettings.follow(config, mockServices.logger.mock());
  const made = settings.made('acting', ({ on }) => on.join(' '));
  expect(made()).toBe('refresh');
  change({ slipway: { actions: { refresh: false, restart: true } } });
  expect(made()).toBe('restart');
});

it('A portal does not start with a wrong configuration, and tells all that is wrong with it', () => {
  const { config } = changingConfig({
    slipway: {
      environments: [{ name: 'Prod!' }],
      history: { keep: 'for ever' },
      notifications: { topics: ['weather'] },
      sources: { git: { every: true }, kubernetes: { clusters: 'eu-1' } },
    },
  });
  let said = '';
  try {
    LiveSettings.follow(config, mockServices.logger.mock());
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toMatch(
    /^The configuration is wrong: [^:]*environments\[0\]\.name/,
  );
  for (const at of [
    'kubernetes.clusters',
    'git.every',
    'history.keep',
    'topics: nobody knows weather',
  ]) {
    expect(said).toContain(at);
  }
});
