import { typeOf } from '../kubernetes';
import { clusterWorld } from '../testing/clusterWorld';
import { knobs } from './knobs';

const DAY = 86_400;

describe('What is installed in a cluster', () => {
  let world: ReturnType<typeof clusterWorld>;
  beforeEach(() => {
    world = clusterWorld();
    world.build('v1');
    world.build('v2');
  });
  afterEach(() => {
    world.stop();
    world.assertQuiet();
  });

  const create = (
    kind: string,
    name: string,
    spec: object,
    more: object = {},
  ) =>
    world.cluster.create(typeOf(kind), 'shop', {
      metadata: { name, ...more },
      spec,
    });
  const statusOf = (kind: string, name: string): Record<string, any> =>
    world.cluster.get(typeOf(kind), 'shop', name).status ?? {};
  const said = (kind: string, name: string, type: string) =>
    statusOf(kind, name).conditions?.find((c: any) => c.type === type);

  it('External Secrets brings what Vault has, anew after its interval, and says when Vault has nothing', async () => {
    const spec = {
      refreshInterval: '5m',
      target: { name: 'web-env' },
      data: [
        { secretKey: 'KEY', remoteRef: { key: 'shop/web', property: 'KEY' } },
      ],
    };
    create('ExternalSecret', 'web-env', spec);
    await world.seconds(1);
    expect(said('ExternalSecret', 'web-env', 'Ready')).toMatchObject({
      status: 'False',
      reason: 'SecretSyncedError',
    });
    const engine = world.vault.engines.get('secret')!;
    engine.write('shop/web', { KEY: 'a' });
    await world.seconds(60);
    expect(said('ExternalSecret', 'web-env', 'Ready')).toMatchObject({
      status: 'True',
      reason: 'SecretSynced',
    });
    const first = statusOf('ExternalSecret', 'web-env');
    engine.write('shop/web', { KEY: 'b' });
    await world.seconds(60);
    expect(statusOf('ExternalSecret', 'web-env')).toEqual(first);
    await world.seconds(300);
    const second = statusOf('ExternalSecret', 'web-env');
    expect(second.refreshTime > first.refreshTime).toBe(true);
    expect(second.syncedResourceVersion).not.toBe(first.syncedResourceVersion);
    world.vault.sealed = true;
    await world.seconds(300);
    expect(said('ExternalSecret', 'web-env', 'Ready').status).toBe('False');
    // When it was last brought is still known.
    expect(statusOf('ExternalSecret', 'web-env').refreshTime).toBeDefined();
  });

  it('Sealed Secrets and Infisical say since when they have brought theirs', async () => {
    create('SealedSecret', 'sealed', { encryptedData: {} });
    create('InfisicalStaticSecret', 'static', { secretPath: '/web' });
    await world.seconds(60);
    expect(said('SealedSecret', 'sealed', 'Synced')).toMatchObject({
      status: 'True',
      lastUpdateTime: '2026-01-01T00:00:00Z',
    });
    expect(
      said(
        'InfisicalStaticSecret',
        'static',
        'secrets.infisical.com/ReadyToSyncSecrets',
      ),
    ).toMatchObject({
      status: 'True',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    });
  });

  it('cert-manager issues for ninety days and renews after sixty, until its issuer refuses', async () => {
    create('Certificate', 'web', {
      secretName: 'web-tls',
      dnsNames: ['web.example'],
    });
    await world.seconds(5);
    expect(said('Certificate', 'web', 'Ready').status).toBe('False');
    await world.seconds(30);
    expect(said('Certificate', 'web', 'Ready').status).toBe('True');
    expect(statusOf('Certificate', 'web').notAfter).toBe(
      '2026-04-01T00:00:20Z',
    );
    await world.seconds(61 * DAY);
    expect(statusOf('Certificate', 'web')).toMatchObject({ revision: 2 });
    const live = world.cluster.get(typeOf('Certificate'), 'shop', 'web');
    const annotated = (annotations: Record<string, string>) => {
      const now = world.cluster.get(typeOf('Certificate'), 'shop', 'web');
      world.cluster.replace(typeOf('Certificate'), now, {
        ...now,
        metadata: { ...live.metadata, resourceVersion: undefined, annotations },
      });
    };
    annotated({ [knobs.certificateEnds]: '2026-03-08T00:00:00Z' });
    await world.seconds(1);
    expect(statusOf('Certificate', 'web').notAfter).toBe(
      '2026-03-08T00:00:00Z',
    );
    expect(said('Certificate', 'web', 'Issuing')).toMatchObject({
      status: 'False',
      reason: 'Failed',
    });
    annotated({});
    await world.seconds(1);
    expect(statusOf('Certificate', 'web').notAfter > '2026-05').toBe(true);
    expect(said('Certificate', 'web', 'Issuing')).toBeUndefined();
  });

  it('the gateway takes a route that names it', async () => {
    const parentRefs = [{ name: 'public', namespace: 'gateway' }];
    create('HTTPRoute', 'web', { parentRefs, hostnames: ['web.example'] });
    await world.seconds(0);
    const [parent] = statusOf('HTTPRoute', 'web').parents;
    expect(parent.parentRef).toMatchObject(parentRefs[0]);
    expect(parent.conditions.map((c: any) => [c.type, c.status])).toEqual([
      ['Accepted', 'True'],
      ['ResolvedRefs', 'True'],
    ]);
  });

  it('KEDA makes an autoscaler within its bounds, which scales', async () => {
    world.apply({ replicas: 1 }, 'v1');
    create('ScaledObject', 'web', {
      scaleTargetRef: { name: 'web' },
      minReplicaCount: 2,
      maxReplicaCount: 6,
      triggers: [{ type: 'kafka', metadata: { lagThreshold: '50' } }],
    });
    await world.seconds(30);
    expect(said('ScaledObject', 'web', 'Ready').status).toBe('True');
    const [autoscaler] = world.list('HorizontalPodAutoscaler');
    expect(autoscaler).toMatchObject({
      metadata: { name: 'keda-hpa-web' },
      spec: { minReplicas: 2, maxReplicas: 6 },
    });
    expect(world.deployment().spec?.replicas).toBe(2);
  });

  describe('Argo Rollouts', () => {
    const rollout = (tag: string) => ({
      replicas: 4,
      selector: { matchLabels: { app: 'web' } },
      strategy: {
        canary: {
          steps: [
            { setWeight: 10 },
            { pause: { duration: '5m' } },
            { setWeight: 50 },
            { pause: {} },
          ],
        },
      },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [{ name: 'main', image: `registry.example/web:${tag}` }],
        },
      },
    });
    const move = (tag: string) => {
      const live = world.cluster.get(typeOf('Rollout'), 'shop', 'web');
      world.cluster.replace(typeOf('Rollout'), live, {
        ...live,
        spec: rollout(tag),
      });
    };
    const sizes = () =>
      world
        .list('ReplicaSet')
        .map(set => [
          set.spec?.template.spec.containers[0].image.split(':')[1],
          set.spec?.replicas,
        ])
        .sort();

    it('lets a canary in step by step, and waits where it is told to', async () => {
      create('Rollout', 'web', rollout('v1'));
      await world.seconds(30);
      expect(statusOf('Rollout', 'web').phase).toBe('Healthy');
      move('v2');
      await world.seconds(30);
      expect(statusOf('Rollout', 'web')).toMatchObject({
        phase: 'Paused',
        currentStepIndex: 1,
        pauseConditions: [{ reason: 'CanaryPauseStep' }],
      });
      expect(sizes()).toEqual([
        ['v1', 3],
        ['v2', 1],
      ]);
      await world.seconds(300);
      expect(statusOf('Rollout', 'web')).toMatchObject({
        phase: 'Paused',
        currentStepIndex: 3,
      });
      expect(sizes()).toEqual([
        ['v1', 2],
        ['v2', 2],
      ]);
      // The last pause ends with a promotion alone: its conditions are taken away.
      await world.seconds(DAY);
      const live = world.cluster.get(typeOf('Rollout'), 'shop', 'web');
      const { pauseConditions: _, ...status } = live.status!;
      world.cluster.replace(
        typeOf('Rollout'),
        live,
        { ...live, status },
        'status',
      );
      await world.seconds(30);
      expect(statusOf('Rollout', 'web').phase).toBe('Healthy');
      expect(sizes()).toEqual([
        ['v1', 0],
        ['v2', 4],
      ]);
    });

    it('numbers its rollouts, also of what comes back', async () => {
      create('Rollout', 'web', rollout('v1'));
      await world.seconds(30);
      move('v2');
      await world.seconds(30);
      move('v1');
      await world.seconds(30);
      const numbers = world
        .list('ReplicaSet')
        .map(({ spec, metadata }) => [
          spec?.template.spec.containers[0].image.split(':')[1],
          metadata.annotations,
        ]);
      expect(numbers.sort()).toEqual([
        [
          'v1',
          {
            'rollout.argoproj.io/revision': '3',
            'rollout.argoproj.io/revision-history': '1',
          },
        ],
        ['v2', { 'rollout.argoproj.io/revision': '2' }],
      ]);
    });

    it('keeps most of the old where the new does not come up', async () => {
      create('Rollout', 'web', rollout('v1'));
      await world.seconds(30);
      move('v3');
      await world.seconds(700);
      expect(statusOf('Rollout', 'web').phase).toBe('Degraded');
      expect(sizes()).toEqual([
        ['v1', 4],
        ['v3', 1],
      ]);
    });
  });
});
