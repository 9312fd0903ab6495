import { Aspect, Fact, SourceHealth } from '@slipway/plugin-slipway-common';
import { FakeClock, until } from '../../__testUtils__/FakeClock';
import { KubernetesStub, json } from '../../__testUtils__/KubernetesStub';
import { directoryFor } from '../../__testUtils__/directory';
import { serviceObjects } from '../../__testUtils__/objects';
import { podMetrics, quota } from '../../__testUtils__/operators';
import { unclaimed } from '../../__testUtils__/whose';
import { ClusterWatcher } from './ClusterWatcher';
import { KindName } from './kinds';
import { AGGREGATED_LIMIT_MS } from './pages';

const EVERY_MS = 60_000;
const PATH = '/apis/metrics.k8s.io/v1beta1/pods';
const Mi = 1024 ** 2;

describe('What pods really use', () => {
  let stub: KubernetesStub;
  let clock: FakeClock;
  let facts: Fact[];
  let health: Map<string, SourceHealth>;
  let controller: AbortController;
  let running: Promise<void>;

  const source = (aspect: Aspect) =>
    health.get(
      aspect === 'deployments'
        ? 'kubernetes/eu-1'
        : `kubernetes/eu-1/${aspect}`,
    );
  const last = (service = 'payments') =>
    facts.findLast(
      fact => fact.aspect === 'use' && fact.subject.service === service,
    ) as Fact<'use'> | undefined;

  function start(off: KindName[] = []) {
    running = new ClusterWatcher({
      cluster: 'eu-1',
      client: directoryFor(stub).client('eu-1'),
      clock,
      random: () => 0.5,
      everyMs: EVERY_MS,
      ...unclaimed,
      off,
      sink: {
        facts: some => {
          facts.push(...some);
        },
        complete: () => {},
        health: status => health.set(status.id, status),
        retire: () => {},
        owning: async () => {},
      },
    }).run(controller.signal);
  }

  const told = (condition: () => boolean) =>
    until(() => {
      clock.advance(100);
      return condition();
    });

  /** A listing later, and told of. */
  const nextRound = async () => {
    await until(() => clock.waits().includes(EVERY_MS));
    const before = facts.filter(({ aspect }) => aspect === 'quota').length;
    clock.advance(EVERY_MS);
    await until(() => clock.waits().includes(EVERY_MS));
    await told(
      () => facts.filter(({ aspect }) => aspect === 'quota').length > before,
    );
  };

  const breaks = (answer: (res: Parameters<typeof json>[0]) => void) => {
    stub.onList = (req, res) => {
      const broken = req.path === PATH;
      if (broken) {
        answer(res);
      }
      return broken;
    };
  };

  const measure = (cpu: string) => {
    stub.put(podMetrics('payments-0', cpu, '64Mi'));
    stub.put(podMetrics('payments-1', cpu, '64Mi'));
    stub.put(podMetrics('elsewhere', '100m', '100Mi', {}));
  };

  beforeEach(async () => {
    stub = await KubernetesStub.start();
    stub.apis.push('metrics.k8s.io/v1beta1');
    clock = new FakeClock();
    facts = [];
    health = new Map();
    controller = new AbortController();
    [
      ...serviceObjects().all,
      {
        ...quota({ 'requests.cpu': '3', 'requests.memory': '1Gi' }),
        status: {
          hard: { 'requests.cpu': '4', 'requests.memory': '2Gi' },
          used: { 'requests.cpu': '3', 'requests.memory': '1Gi' },
        },
      },
    ].forEach(object => stub.put(object));
    measure('250m');
  });

  afterEach(async () => {
    controller.abort();
    await running;
    await stub.stop();
  });

  it('is told of a service beside what it asks for, and of its namespace whole', async () => {
    start();
    await told(() => source('use')?.state === 'ok');
    const all = { cpu: 0.6, memory: 228 * Mi };
    expect(last()?.value).toEqual({
      all,
      own: {
        used: { cpu: 0.5, memory: 128 * Mi },
        asked: {
          pods: 2,
          'requests.memory': 512 * Mi,
          'limits.memory': 512 * Mi,
        },
      },
    });
    expect(last('')).toMatchObject({
      subject: { service: '', environment: '', namespace: 'payments-dev' },
      value: { all },
    });
    expect(last('')?.value).not.toHaveProperty('own');
    expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);
  });

  it('says nothing of its own while a pod of it is not measured yet', async () => {
    stub.remove('PodMetrics', 'payments-dev', 'payments-1');
    start();
    await told(() => source('use')?.state === 'ok');
    expect(last()?.value).toEqual({ all: { cpu: 0.35, memory: 164 * Mi } });
  });

  it('stands still until somebody would see it move, and grows no older meanwhile', async () => {
    start();
    await told(() => source('use')?.state === 'ok');
    const before = last()!.value;
    const { heardAt } = source('use')!;
    measure('290m');
    await nextRound();
    expect(last()!.value).toEqual(before);
    expect(source('use')!.heardAt! > heardAt!).toBe(true);

    measure('400m');
    await nextRound();
    expect(last()!.value!.all.cpu).toBe(0.9);
  });

  it('is absent, and nothing is asked for, in a cluster that does not measure', async () => {
    stub.apis.pop();
    start();
    await told(() => source('use')?.state === 'ok');
    expect(last()!.value).toBeUndefined();
    expect(stub.lists(PATH)).toHaveLength(0);

    // It comes later.
    stub.apis.push('metrics.k8s.io/v1beta1');
    await nextRound();
    expect(last()!.value!.all.cpu).toBe(0.6);
  });

  it('is absent, and nothing is asked for, where a portal does not want it', async () => {
    start(['PodMetrics']);
    await told(() => source('use')?.state === 'ok');
    expect(last()!.value).toBeUndefined();
    expect(stub.lists(PATH)).toHaveLength(0);
  });

  it('is absent where no quota says how much may be used', async () => {
    stub.remove('ResourceQuota', 'payments-dev', 'quota');
    start();
    await told(() => source('use')?.state === 'ok');
    expect(last()!.value).toBeUndefined();
  });

  it('is denied by itself, with the permission that is missing', async () => {
    breaks(res => json(res, 403, { kind: 'Status', code: 403 }));
    start();
    await told(() => source('use')?.state === 'denied');
    expect(source('use')?.permission).toBe(
      'list pods.metrics.k8s.io on cluster eu-1',
    );
    await told(() => source('quota')?.state === 'ok');
    expect(last()).toBeUndefined();
  });

  it.each<[string, (res: Parameters<typeof json>[0]) => void]>([
    // As the API server says it of a server behind it.
    ['is down', res => res.writeHead(503).end('service unavailable\n')],
    ['is nonsense', res => json(res, 200, { items: 'many' })],
    ['breaks off', res => res.destroy()],
  ])(
    'is as it was while what measures %s, and nothing else suffers',
    async (_, answer) => {
      start();
      await told(() => source('use')?.state === 'ok');
      const before = last()!.value;
      breaks(answer);
      const discoveries = stub.lists('/apis').length;
      await nextRound();
      await told(() => source('use')?.state === 'unreachable');
      await nextRound();
      expect(last()!.value).toEqual(before);
      expect(source('quota')?.state).toBe('ok');
      expect(source('deployments')?.state).toBe('ok');
      // Nobody doubts the cluster: it is asked what it has once in a round, as ever, and rounds are no oftener.
      expect(stub.lists('/apis').length - discoveries).toBe(2);

      stub.onList = undefined;
      await nextRound();
      await told(() => source('use')?.state === 'ok');
    },
  );

  it('holds nothing up for long when what measures hangs', async () => {
    breaks(() => {});
    start();
    await until(() => clock.waits().includes(AGGREGATED_LIMIT_MS));
    await told(() => source('quota')?.state === 'ok');
    clock.advance(AGGREGATED_LIMIT_MS);
    await until(() => clock.waits().includes(EVERY_MS));
    expect(source('use')).toMatchObject({
      state: 'unreachable',
      reason: 'no answer in time',
    });
  });
});
