import { typeOf } from '../kubernetes';
import { clusterWorld } from '../testing/clusterWorld';

describe('A StatefulSet', () => {
  let world: ReturnType<typeof clusterWorld>;
  beforeEach(() => {
    world = clusterWorld();
  });
  afterEach(() => {
    world.stop();
    world.assertQuiet();
  });

  const spec = (image: string, replicas: number) => ({
    replicas,
    selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: { containers: [{ name: 'main', image }] },
    },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { resources: { requests: { storage: '1Gi' } } },
      },
    ],
  });
  const set = () => world.cluster.get(typeOf('StatefulSet'), 'shop', 'db');
  const images = () =>
    world.pods().map(pod => [pod.metadata.name, pod.spec?.containers[0].image]);

  it('makes its members and their volumes one after the other, renews them, and keeps what was written', async () => {
    const old = 'docker.io/library/postgres:17';
    const fresh = 'docker.io/library/postgres:18';
    world.cluster.create(typeOf('StatefulSet'), 'shop', {
      metadata: { name: 'db' },
      spec: spec(old, 2),
    });
    await world.seconds(0);
    expect(images()).toEqual([['db-0', old]]);
    await world.seconds(20);
    expect(images()).toEqual([
      ['db-0', old],
      ['db-1', old],
    ]);
    expect(set().status).toMatchObject({ replicas: 2, readyReplicas: 2 });
    expect(
      world
        .list('PersistentVolumeClaim')
        .map(({ metadata, status }) => [metadata.name, status?.phase]),
    ).toEqual([
      ['data-db-0', 'Bound'],
      ['data-db-1', 'Bound'],
    ]);
    world.cluster.replace(typeOf('StatefulSet'), set(), {
      ...set(),
      spec: spec(fresh, 2),
    });
    await world.seconds(60);
    expect(images()).toEqual([
      ['db-0', fresh],
      ['db-1', fresh],
    ]);
    world.cluster.replace(typeOf('StatefulSet'), set(), {
      ...set(),
      spec: spec(fresh, 1),
    });
    await world.seconds(60);
    expect(images()).toEqual([['db-0', fresh]]);
    expect(world.list('PersistentVolumeClaim')).toHaveLength(2);
  });
});
