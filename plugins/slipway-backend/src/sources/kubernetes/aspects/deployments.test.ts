import { serviceObjects } from '../../../__testUtils__/objects';
import { whose } from '../../../__testUtils__/whose';
import * as prunes from '../kinds/workloads';
import { PrunedObject } from '../kinds';
import { toRuntimeFacts as factsOf } from './deployments';
import { ServiceObjects } from './ServiceObjects';

function stamp<T extends { metadata: object }>(
  object: T,
  changes: object = {},
) {
  return {
    ...object,
    metadata: {
      creationTimestamp: '2026-11-20T10:00:00Z',
      resourceVersion: '1',
      ...object.metadata,
      ...changes,
    },
  };
}

const pruneWorkload = (kind: 'Deployment' | 'StatefulSet', object: unknown) =>
  prunes.pruneWorkload(kind)(object, whose);
const pruneReplicaSet = (object: unknown) =>
  prunes.pruneReplicaSet(object, whose);
const prunePod = (object: unknown) => prunes.prunePod(object, whose);

describe('what is kept of objects', () => {
  it('is what the rules need, and nothing that a cluster wrote freely', () => {
    const { deployment, replicaSet, pods } = serviceObjects({
      waiting: 'ImagePullBackOff',
    });
    const kept = [
      pruneWorkload('Deployment', stamp(deployment)),
      pruneReplicaSet(stamp(replicaSet)),
      ...pods.map(pod => prunePod(stamp(pod))),
    ];
    expect(JSON.stringify(kept)).not.toMatch(/planted|10\.0\.0\.1/);
    expect(JSON.stringify(kept[2]).length).toBeLessThan(800);
    expect(kept[2]).toMatchObject({
      service: 'payments',
      environment: 'dev',
      owner: 'payments-017g1a2b3c',
      ready: false,
      containers: [{ waiting: 'ImagePullBackOff', memoryLimit: '256Mi' }],
    });
  });

  it('is nothing of an object without our labels, and an error of what is no object', () => {
    const { deployment } = serviceObjects();
    expect(
      pruneWorkload('Deployment', stamp(deployment, { labels: {} })),
    ).toBeUndefined();
    for (const object of [undefined, null, 1, 'x', [], {}, { metadata: {} }]) {
      expect(() => prunePod(object)).toThrow('not what Kubernetes sends');
    }
  });

  it('survives every field being of a wrong type', () => {
    const { pods } = serviceObjects();
    const [pod] = pods.map(p => stamp(p));
    const status = { conditions: {}, containerStatuses: 'x', phase: 7 };
    const spec = { containers: [null, 1, { name: 3 }], initContainers: {} };
    expect(prunePod({ ...pod, spec, status })).toMatchObject({
      ready: false,
      wasReady: false,
      containers: [{ name: '' }, { name: '' }, { name: '' }],
    });
  });

  it.each([
    [`registry.example.org/shop/payments@sha256:${'a'.repeat(64)}`, true],
    [`docker-pullable://payments@sha256:${'a'.repeat(64)}`, true],
    [`sha256:${'a'.repeat(64)}`, false],
    ['planted-secret', false],
    [undefined, false],
  ])('knows by which digest a registry has what runs: %s', (imageID, known) => {
    const [object] = serviceObjects().pods;
    const [status] = object.status.containerStatuses;
    const containerStatuses = [{ ...status, imageID }];
    const kept = prunePod(
      stamp({ ...object, status: { ...object.status, containerStatuses } }),
    );
    expect(kept?.containers[0].digest).toBe(
      known ? `sha256:${'a'.repeat(64)}` : undefined,
    );
  });

  it('tells in known words why no node takes a pod', () => {
    const [pod] = serviceObjects().pods;
    const message =
      '0/3 nodes are available: 1 Insufficient memory, 2 node(s) had untolerated taint {secret: planted}.';
    const conditions = [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message,
      },
    ];
    expect(
      prunePod(stamp({ ...pod, status: { conditions } }))?.unschedulable,
    ).toEqual(['memory', 'taint']);
  });
});

const toRuntimeFacts = (objects: PrunedObject[]) =>
  factsOf(new ServiceObjects(objects));

describe('toRuntimeFacts', () => {
  const read = (tag: string, revision: string, ready: number) => {
    const { deployment, replicaSet, pods } = serviceObjects({ tag, ready });
    const annotations = { 'deployment.kubernetes.io/revision': revision };
    const creationTimestamp = `2026-11-20T1${revision}:00:00Z`;
    return {
      deployment: pruneWorkload(
        'Deployment',
        stamp(deployment, { annotations }),
      )!,
      made: [
        pruneReplicaSet(stamp(replicaSet, { annotations, creationTimestamp }))!,
        ...pods.map(pod => prunePod(stamp(pod))!),
      ],
    };
  };

  it('tells since when the wanted version is there, and which one still serves', () => {
    const before = read('1.0.0', '1', 2);
    const now = read('1.1.0', '2', 0);
    const facts = toRuntimeFacts([now.deployment, ...now.made, ...before.made]);
    expect(facts?.workloads).toMatchObject([
      {
        since: '2026-11-20T12:00:00Z',
        readyUpdated: 0,
        previousImage: 'registry.example.org/shop/payments:1.0.0',
        previousReady: 2,
      },
    ]);
    expect(facts?.workloads[0].pods.map(pod => pod.current).sort()).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('counts the ready ones of the newest set alone', () => {
    const before = read('1.0.0', '1', 1);
    const now = read('1.1.0', '2', 2);
    const objects = [now.deployment, ...now.made, ...before.made];
    expect(toRuntimeFacts(objects)?.workloads).toMatchObject([
      { readyUpdated: 2, previousReady: 1 },
    ]);
    // The wish for another version is there, its set is not yet.
    const image = 'registry.example.org/shop/payments:1.2.0';
    const wish = { ...now.deployment, image };
    expect(
      toRuntimeFacts([wish, ...now.made, ...before.made])?.workloads,
    ).toMatchObject([
      {
        readyUpdated: 0,
        previousImage: 'registry.example.org/shop/payments:1.1.0',
        previousReady: 2,
      },
    ]);
  });

  it('counts nothing as new while no revision is named, and nothing as old when only the settings differ', () => {
    const before = read('1.0.0', '1', 2);
    const now = read('1.0.0', '2', 0);
    now.made.forEach(object => {
      object.name = `${object.name}-new`;
    });
    const objects = [...now.made, ...before.made];
    const [settings] = toRuntimeFacts([now.deployment, ...objects])!.workloads;
    expect(settings.readyUpdated).toBe(0);
    expect(settings).not.toHaveProperty('previousImage');
    const unnamed = { ...now.deployment, revision: undefined };
    const [workload] = toRuntimeFacts([unnamed, ...objects])!.workloads;
    expect(workload).not.toHaveProperty('readyUpdated');
  });

  const podOfSet = (index: number, tag: string, ready: boolean) => {
    const { pods } = serviceObjects({ tag, ready: ready ? 2 : 0 });
    const changes = {
      name: `payments-${index}`,
      ownerReferences: [{ controller: true, name: 'payments' }],
      labels: { ...pods[0].metadata.labels, 'controller-revision-hash': tag },
    };
    return prunePod(stamp(pods[0], changes))!;
  };
  const set = (tag: string, revision?: string) => {
    const { deployment } = serviceObjects({ tag });
    const status = { ...deployment.status, updateRevision: revision };
    const object = stamp({ ...deployment, status });
    return pruneWorkload('StatefulSet', object)!;
  };
  const old = {
    previousImage: 'registry.example.org/shop/payments:1.0.0',
  };

  it.each([
    ['one new pod serves', set('1.1.0', '1.1.0'), true, 1, 1],
    ['the new pod does not serve', set('1.1.0', '1.1.0'), false, 0, 1],
    ['the change is not taken up yet', set('1.1.0', '1.0.0'), false, 0, 1],
  ])(
    'tells of a StatefulSet which version serves: %s',
    (_, workload, ready, readyUpdated, previousReady) => {
      const pods = [podOfSet(0, '1.0.0', true), podOfSet(1, '1.1.0', ready)];
      expect(toRuntimeFacts([workload, ...pods])?.workloads).toMatchObject([
        { readyUpdated, previousReady, ...old },
      ]);
    },
  );

  it('knows of no older version where all pods of a StatefulSet run the wanted one', () => {
    const pods = [podOfSet(0, '1.0.0', true), podOfSet(1, '1.0.0', true)];
    const facts = toRuntimeFacts([set('1.0.0'), ...pods]);
    expect(facts?.workloads).toMatchObject([{ readyUpdated: 2 }]);
    expect(facts?.workloads[0]).not.toHaveProperty('previousImage');
  });

  it('is nothing where pods are left without a workload', () => {
    expect(toRuntimeFacts(read('1.0.0', '1', 2).made)).toBeUndefined();
  });
});
