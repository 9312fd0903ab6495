import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RealCluster, startRealCluster } from './cluster/realCluster';
import { Client } from './contract/client';
import { created } from './contract/fixture';
import { describeReal } from './realHalf';
import { SandboxFleet, startSandboxFleet } from './sandboxFleet';
import { comparable, readLandscape, writeLandscape } from './state/landscape';
import { Portal, startPortal } from './state/portal';
import { Reader } from './state/reader';
import { ByHand } from './state/rollout';

jest.setTimeout(180_000);

const examples = path.resolve(__dirname, '../../examples');
const clusterNames = ['local', 'eu-1'] as const;

const missingRights = [
  'list and watch deployments.apps on cluster local',
  'list and watch statefulsets.apps on cluster local',
  'list and watch replicasets.apps on cluster local',
  'list and watch pods on cluster local',
];

/** The rights that are missing, once all four kinds were asked for: each says by itself that it was refused. */
async function denial(reader: Reader): Promise<string[]> {
  const rights = () => {
    const health = reader.health.get('kubernetes/local');
    return health?.state === 'denied' ? health.permission!.split('; ') : [];
  };
  await reader.until(
    'every kind is denied',
    () => rights().length === missingRights.length,
  );
  return rights();
}

/** Four services of the demo, and one that somebody deploys before it was built: as much as a real server takes quickly. */
async function smallCompany(from: string): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-company-'));
  for (const name of ['checkout', 'ledger', 'notify', 'payments']) {
    const service = path.join('services', name);
    await fs.cp(path.join(from, service), path.join(folder, service), {
      recursive: true,
    });
  }
  await fs.writeFile(
    path.join(folder, 'story.yaml'),
    [
      'services:',
      '  checkout: { changes: { 2d: Say what is missing, 1d: Say it at once } }',
      'breaks:',
      '  - { before: 40m, break: bad-image, service: ledger, environment: staging }',
      '',
    ].join('\n'),
  );
  return folder;
}

describe('the state back end before the sandbox’s fleet', () => {
  let company: string;
  let fleet: SandboxFleet;
  let portal: Portal;
  let reader: Reader;

  beforeAll(async () => {
    company = await smallCompany(examples);
    fleet = await startSandboxFleet(company);
    portal = await startPortal(fleet.clusters);
    reader = new Reader(portal);
    await reader.until('both clusters are read', () =>
      clusterNames.every(name => reader.complete.has(`kubernetes/${name}`)),
    );
  }, 180_000);
  afterAll(async () => {
    await reader?.stop();
    await portal?.stop();
    await fleet?.stop();
    await fs.rm(company, { recursive: true, force: true });
  }, 60_000);

  it('sees each service in each environment, and the one that is not well', () => {
    const seen = [...reader.facts.keys()].sort();
    expect(seen).toHaveLength(12);
    expect(seen).toEqual(
      expect.arrayContaining([
        'checkout/dev/local/checkout-dev',
        'payments/prod/eu-1/payments-prod',
      ]),
    );
    const workloads = [...reader.facts.values()].flatMap(
      value => value?.workloads ?? [],
    );
    expect(workloads).toHaveLength(12);
    expect(workloads.map(({ image }) => image)).toEqual(
      workloads.map(() =>
        expect.stringMatching(/:\d+\.\d+\.\d+-g[0-9a-f]{7}$/),
      ),
    );
    // What was rolled out before is still told: first there was nothing that was built.
    const rollouts = reader.facts
      .get('checkout/dev/local/checkout-dev')!
      .workloads[0].revisions!.map(({ number, at }) => [number, !!at]);
    expect(rollouts).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, true],
    ]);
    // Its new version cannot be pulled, so it is not brought to more than one pod, and the old ones stay.
    const unwell = [...reader.facts].filter(([, value]) =>
      value?.workloads.some(
        ({ pods, updated, wanted }) =>
          updated !== wanted || pods.some(({ ready }) => !ready),
      ),
    );
    expect(unwell.map(([subject]) => subject)).toEqual([
      'ledger/staging/eu-1/ledger-staging',
    ]);
  });

  it('follows a service from its first pod to its end, though the cluster forgets its past', async () => {
    const { local } = fleet.clusters;
    const client = new Client(local);
    const subject = 'extra/dev/local/extra';
    const workload = () => reader.facts.get(subject)?.workloads[0];
    const hand = new ByHand(client, {
      namespace: 'extra',
      service: 'extra',
      environment: 'dev',
      // One that was built, else no pod could become ready.
      image: reader.facts.get('checkout/dev/local/checkout-dev')!.workloads[0]
        .image,
      replicas: 1,
    });
    const address = '/apis/apps/v1/namespaces/extra/deployments/extra';
    await created(client, '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'extra' },
    });
    await local.forgetting(async () => {
      await hand.createDeployment();
    });
    await reader.until('its pod is ready', () => workload()?.ready === 1);
    await client.merge(address, { spec: { replicas: 2 } });
    await reader.until(
      'so is the second',
      () => workload()?.pods.filter(({ ready }) => ready).length === 2,
    );
    expect(workload()).toMatchObject({ wanted: 2, updated: 2, observed: true });
    await client.delete(address);
    await reader.until('it is gone', () => workload() === undefined);
  });

  it('says which right it misses on one cluster, and reads the other', async () => {
    await fleet.clusters.local.powerless(async () => {
      const newcomer = new Reader(portal);
      try {
        expect(await denial(newcomer)).toEqual(missingRights);
        await newcomer.until('the other is read', () =>
          newcomer.complete.has('kubernetes/eu-1'),
        );
        expect(newcomer.facts.size).toBe(8);
      } finally {
        await newcomer.stop();
      }
    });
  });

  describeReal('and the same objects in a real API server', () => {
    let cluster: RealCluster;
    let realPortal: Portal | undefined;
    let realReader: Reader | undefined;

    beforeAll(async () => {
      cluster = await startRealCluster();
    }, 180_000);
    afterAll(async () => {
      await realReader?.stop();
      await realPortal?.stop();
      await cluster?.stop();
    }, 60_000);

    it('are accepted field by field, and read as the same facts', async () => {
      const client = new Client(cluster);
      const expected = comparable(reader.facts);
      for (const name of clusterNames) {
        const objects = await readLandscape(new Client(fleet.clusters[name]));
        expect(objects.length).toBeGreaterThan(10);
        await writeLandscape(client, objects);
      }
      realPortal = await startPortal({ real: cluster });
      realReader = new Reader(realPortal);
      await realReader.until('everything is read', () =>
        realReader!.complete.has('kubernetes/real'),
      );
      expect(comparable(realReader.facts)).toEqual(expected);
    });

    it('are denied in the same words', async () => {
      const denied = await startPortal({
        local: { ...cluster, token: cluster.powerlessToken },
      });
      const outsider = new Reader(denied);
      try {
        expect(await denial(outsider)).toEqual(missingRights);
      } finally {
        await outsider.stop();
        await denied.stop();
      }
    });
  });
});
