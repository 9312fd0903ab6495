import { typeOf } from '../kubernetes';
import { clusterWorld } from '../testing/clusterWorld';

const waitingReasons = (world: ReturnType<typeof clusterWorld>) =>
  world
    .pods()
    .map(p => p.status?.containerStatuses?.[0]?.state?.waiting?.reason)
    .filter(Boolean);

const condition = (world: ReturnType<typeof clusterWorld>, type: string) =>
  world.deployment().status?.conditions?.find((c: any) => c.type === type);

describe('The controllers', () => {
  let world: ReturnType<typeof clusterWorld>;
  beforeEach(() => {
    world = clusterWorld();
    world.build('v1');
  });
  afterEach(() => {
    world.stop();
    world.assertQuiet();
  });

  it('bring a deployment up, one step after the other', async () => {
    world.apply({ replicas: 2 }, 'v1');
    await world.seconds(0);
    expect(world.pods().map(p => p.status?.phase)).toEqual([
      'Pending',
      'Pending',
    ]);
    expect(condition(world, 'Available').status).toBe('False');
    await world.seconds(2);
    expect(world.pods().map(p => p.status?.phase)).toEqual([
      'Running',
      'Running',
    ]);
    expect(world.deployment().status?.readyReplicas).toBeUndefined();
    await world.seconds(5);
    expect(world.deployment().status).toMatchObject({
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
    });
    expect(condition(world, 'Progressing')).toMatchObject({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
    });
    const [pod] = world.pods();
    expect(pod.metadata.ownerReferences?.[0].kind).toBe('ReplicaSet');
    expect(pod.spec?.nodeName).toBe('node');
    expect(world.list('Event').map(e => e.reason)).toEqual(
      expect.arrayContaining([
        'ScalingReplicaSet',
        'Scheduled',
        'Pulled',
        'Started',
      ]),
    );
  });

  it('roll over to a new version without ever having fewer ready pods than allowed', async () => {
    const rollingUpdate = { maxSurge: 1, maxUnavailable: 0 };
    const spec = {
      replicas: 3,
      strategy: { type: 'RollingUpdate', rollingUpdate },
    };
    world.apply(spec, 'v1');
    await world.seconds(10);
    world.build('v2');
    world.apply(spec, 'v2');
    let steps = 0;
    while (
      condition(world, 'Progressing').reason !== 'NewReplicaSetAvailable' ||
      steps < 2
    ) {
      await world.seconds(1);
      steps += 1;
      expect(world.deployment().status?.readyReplicas).toBeGreaterThanOrEqual(
        3,
      );
      expect(world.deployment().status?.replicas).toBeLessThanOrEqual(4);
      expect(steps).toBeLessThan(60);
    }
    await world.seconds(2);
    expect(world.pods().map(p => p.spec?.containers[0].image)).toEqual(
      Array(3).fill('registry.example/web:v2'),
    );
    expect(world.deployment().metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '2',
    });
    expect(
      world
        .list('ReplicaSet')
        .map(s => s.spec?.replicas)
        .sort(),
    ).toEqual([0, 3]);
  });

  it('go back to a former version as a new revision', async () => {
    world.build('v2');
    world.apply({}, 'v1');
    await world.seconds(10);
    world.apply({}, 'v2');
    await world.seconds(20);
    world.apply({}, 'v1');
    await world.seconds(20);
    expect(world.list('ReplicaSet')).toHaveLength(2);
    expect(world.deployment().metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
    });
    expect(
      world.list('ReplicaSet').map(({ metadata }) => metadata.annotations),
    ).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          'deployment.kubernetes.io/revision': '3',
          'deployment.kubernetes.io/revision-history': '1',
        }),
        expect.not.objectContaining({
          'deployment.kubernetes.io/revision-history': expect.anything(),
        }),
      ]),
    );
    expect(world.deployment().status).toMatchObject({
      replicas: 1,
      updatedReplicas: 1,
    });
  });

  it('cannot pull what nobody built, keep the old pods, and call the rollout stuck in time', async () => {
    const spec = {
      progressDeadlineSeconds: 60,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      },
    };
    world.apply(spec, 'v1');
    await world.seconds(10);
    world.apply(spec, 'nobody');
    await world.seconds(2);
    expect(waitingReasons(world)).toEqual(['ErrImagePull']);
    await world.seconds(3);
    expect(waitingReasons(world)).toEqual(['ImagePullBackOff']);
    expect(world.deployment().status).toMatchObject({
      readyReplicas: 1,
      unavailableReplicas: 1,
    });
    expect(world.list('Event').map(e => e.message)).toContain(
      'Back-off pulling image "registry.example/web:nobody"',
    );
    expect(condition(world, 'Progressing').status).toBe('True');
    await world.seconds(70);
    expect(condition(world, 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    });
    expect(condition(world, 'Available').status).toBe('True');
  });

  it('pull at a later try what has been built since', async () => {
    world.apply({}, 'late');
    await world.seconds(8);
    expect(waitingReasons(world)).toEqual(['ImagePullBackOff']);
    world.build('late');
    await world.seconds(10);
    expect(world.deployment().status?.readyReplicas).toBe(1);
  });

  it('kill what needs more memory than its limit, again and again, ever more slowly', async () => {
    world.build('hungry', 64 * 2 ** 20);
    world.apply({}, 'hungry', { resources: { limits: { memory: '32Mi' } } });
    await world.seconds(30);
    const [status] = world.pods()[0].status?.containerStatuses;
    expect(status.lastState.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    });
    expect(status.state.waiting.reason).toBe('CrashLoopBackOff');
    const restarts = status.restartCount;
    expect(restarts).toBeGreaterThanOrEqual(2);
    await world.seconds(20 * 60);
    const later = world.pods()[0].status?.containerStatuses[0].restartCount;
    expect(later).toBeGreaterThan(restarts);
    expect(later).toBeLessThan(12);
  });

  it('replace a pod that is deleted, once it has gone', async () => {
    world.apply({}, 'v1');
    await world.seconds(10);
    const [pod] = world.pods();
    world.cluster.delete(typeOf('Pod'), 'shop', pod.metadata.name);
    await world.seconds(10);
    expect(world.pods()).toHaveLength(1);
    expect(world.pods()[0].metadata.name).not.toBe(pod.metadata.name);
    expect(world.deployment().status?.readyReplicas).toBe(1);
  });

  it('list the addresses of ready pods as endpoints of their service', async () => {
    world.cluster.create(typeOf('Service'), 'shop', {
      metadata: { name: 'web' },
      spec: {
        selector: { app: 'web' },
        ports: [{ port: 80, targetPort: 8080 }],
      },
    });
    world.apply({ replicas: 2 }, 'v1');
    await world.seconds(10);
    const [endpoints] = world.list('Endpoints');
    expect(endpoints.subsets[0].addresses.map((a: any) => a.ip)).toEqual(
      world.pods().map(p => p.status?.podIP),
    );
    expect(endpoints.subsets[0].ports).toEqual([
      { port: 8080, protocol: 'TCP' },
    ]);
    world.apply({ replicas: 0 }, 'v1');
    await world.seconds(5);
    expect(world.list('Endpoints')[0].subsets).toEqual([]);
  });

  it('take away with a deployment what it owned, and with a namespace all that is in it', async () => {
    world.apply({ replicas: 2 }, 'v1');
    await world.seconds(10);
    world.cluster.delete(typeOf('Deployment'), 'shop', 'web');
    await world.seconds(3);
    expect([...world.pods(), ...world.list('ReplicaSet')]).toEqual([]);

    world.apply({}, 'v1');
    await world.seconds(10);
    world.cluster.delete(typeOf('Namespace'), undefined, 'shop');
    await world.seconds(3);
    expect(
      world.cluster.store.get(typeOf('Namespace'), undefined, 'shop'),
    ).toBeUndefined();
    expect(world.cluster.store.snapshot().objects.map(o => o.kind)).toEqual([
      'Node',
    ]);
  });

  it('forget events after an hour', async () => {
    world.apply({}, 'v1');
    await world.seconds(10);
    expect(world.list('Event')).not.toEqual([]);
    await world.seconds(3700);
    expect(world.list('Event')).toEqual([]);
  });
});
