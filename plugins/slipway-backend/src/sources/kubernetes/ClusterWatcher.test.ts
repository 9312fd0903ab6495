import { labels as names } from '@slipway/model';
import { Aspect, Fact, SourceHealth } from '@slipway/plugin-slipway-common';
import { FakeClock, until } from '../../__testUtils__/FakeClock';
import { KubernetesStub, json } from '../../__testUtils__/KubernetesStub';
import { directoryFor } from '../../__testUtils__/directory';
import {
  fluxSource,
  readyKustomization,
} from '../../__testUtils__/fluxSources';
import {
  gateway,
  httpRoute,
  networkPolicy,
} from '../../__testUtils__/gateways';
import { serviceObjects } from '../../__testUtils__/objects';
import {
  application,
  autoscaler,
  backupRun,
  certificate,
  cronJob,
  event,
  quota,
} from '../../__testUtils__/operators';
import { ownPostgres } from '../../__testUtils__/stores';
import { unclaimed } from '../../__testUtils__/whose';
import { ClusterWatcher } from './ClusterWatcher';
import { BROKEN_MS } from './Rounds';

const EVERY_MS = 60_000;

describe('ClusterWatcher', () => {
  let stub: KubernetesStub;
  let clock: FakeClock;
  let facts: Fact[];
  let health: Map<string, SourceHealth>;
  let completed: Map<Aspect, number>;
  let room: ((some: Fact[]) => void | Promise<void>) | undefined;
  let controller: AbortController;
  let running: Promise<void>;

  const source = (aspect: Aspect) =>
    aspect === 'deployments' ? 'kubernetes/eu-1' : `kubernetes/eu-1/${aspect}`;
  const stateOf = (aspect: Aspect) => health.get(source(aspect))?.state;
  const last = <A extends Aspect>(aspect: A, service = 'payments') =>
    facts.findLast(
      fact =>
        fact.aspect === aspect &&
        fact.subject.service === service &&
        // What delivers lives with what delivers others.
        (fact.subject.namespace === 'argocd') === (aspect === 'delivery'),
    ) as Fact<A> | undefined;

  function start(dependsOn?: (service: string) => string[]) {
    const watcher = new ClusterWatcher({
      cluster: 'eu-1',
      client: directoryFor(stub).client('eu-1'),
      clock,
      random: () => 0.5,
      everyMs: EVERY_MS,
      ...unclaimed,
      dependsOn,
      sink: {
        facts: some => {
          facts.push(...some);
          return room?.(some);
        },
        complete: ({ aspect, subjects }) => {
          completed.set(aspect, subjects.length);
        },
        health: status => health.set(status.id, status),
        retire: () => {},
        owning: async () => {},
      },
    });
    running = watcher.run(controller.signal);
  }

  /** Lets what was heard be told, until something is so. */
  const told = (condition: () => boolean) =>
    until(() => {
      clock.advance(100);
      return condition();
    });

  /** The next listing of what is not watched. */
  const nextRound = async () => {
    // The one before it has come to its end.
    await until(() =>
      [EVERY_MS, BROKEN_MS].some(ms => clock.waits().includes(ms)),
    );
    const before = stub.lists('/api/v1/resourcequotas').length;
    clock.advance(EVERY_MS);
    await until(() => stub.lists('/api/v1/resourcequotas').length > before);
  };

  beforeEach(async () => {
    stub = await KubernetesStub.start();
    clock = new FakeClock();
    facts = [];
    health = new Map();
    completed = new Map();
    room = undefined;
    controller = new AbortController();
    [
      ...serviceObjects().all,
      quota({ 'requests.memory': '1Gi', pods: '4' }),
      autoscaler(10),
      cronJob(),
      ...backupRun('20'),
    ].forEach(object => stub.put(object));
  });

  afterEach(async () => {
    controller.abort();
    await running;
    await stub.stop();
  });

  it('tells of thousands some at a time, waits for room, and says last that these were all', async () => {
    for (let i = 0; i < 600; i++) {
      stub.put(serviceObjects({ service: `svc-${i}` }).deployment);
    }
    const sizes: number[] = [];
    let go = () => {};
    room = some => {
      sizes.push(some.length);
      return new Promise(resolve => {
        go = resolve;
      });
    };
    start();
    const ofDeployments = () =>
      new Set(
        facts
          .filter(({ aspect }) => aspect === 'deployments')
          .map(({ subject }) => subject.service),
      ).size;
    await told(() => sizes.length === 1);
    clock.advance(10_000);
    expect(sizes).toHaveLength(1);
    expect(completed.has('deployments')).toBe(false);
    expect(stateOf('deployments')).toBe('starting');

    await told(() => {
      go();
      return stateOf('deployments') === 'ok';
    });
    expect(Math.max(...sizes)).toBe(100);
    expect(ofDeployments()).toBe(601);
    expect(completed.get('deployments')).toBe(601);
  });

  it('tells each aspect from the objects that it is about, and nothing that they do not need', async () => {
    start();
    await told(() => stateOf('exposure') === 'ok');
    expect(last('quota')?.value).toEqual({
      quotas: [
        {
          name: 'quota',
          hard: { 'requests.memory': 2 * 1024 ** 3, pods: 10 },
          used: { 'requests.memory': 1024 ** 3, pods: 4 },
        },
      ],
      workloads: [
        {
          name: 'payments',
          running: 2,
          wanted: 2,
          most: 10,
          each: {
            pods: 1,
            'requests.memory': 256 * 1024 ** 2,
            'limits.memory': 256 * 1024 ** 2,
          },
        },
      ],
    });
    expect(last('namespace', '')).toMatchObject({
      subject: { namespace: 'payments-dev', service: '' },
      value: { quotas: [{ name: 'quota' }] },
    });
    expect(last('scaling')?.value?.scalers).toEqual([
      {
        workload: 'payments',
        by: 'HorizontalPodAutoscaler',
        min: 2,
        max: 10,
        current: 2,
        desired: 2,
        metrics: [{ name: 'cpu', current: 35, target: 70, unit: 'percent' }],
      },
    ]);
    expect(last('backups')?.value?.backups).toEqual([
      {
        need: 'db',
        by: 'CronJob',
        object: 'payments-db-backup',
        does: 'backup',
        schedule: '0 3 * * *',
        timeZone: 'Etc/UTC',
        suspended: false,
        createdAt: '2026-11-20T10:00:00Z',
        objectiveSeconds: 26 * 3600,
        keepSeconds: 7 * 86_400,
        lastSuccessAt: '2026-11-20T03:01:00Z',
        nextAt: '2026-11-21T03:00:00.000Z',
        dueAt: '2026-11-20T03:00:00.000Z',
        everySeconds: 86_400,
        runs: [
          {
            id: 'uid-20',
            object: 'payments-db-backup-20',
            startedAt: '2026-11-20T03:00:00Z',
            endedAt: '2026-11-20T03:01:00Z',
            outcome: 'succeeded',
            bytes: 4096,
            count: 7,
            oldestAt: '2026-11-13T03:00:30Z',
          },
        ],
      },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);
  });

  it('follows operators that come later, and brings what Argo CD says without its words', async () => {
    start();
    await told(() => stateOf('delivery') === 'ok');
    expect(last('delivery')?.value).toBeUndefined();

    stub.apis.push('argoproj.io/v1alpha1', 'cert-manager.io/v1');
    const refusal =
      'one or more objects failed: pods "x" is forbidden: exceeded quota: planted-secret';
    stub.put(application('OutOfSync', refusal));
    stub.put(certificate());
    await nextRound();
    await told(() => Boolean(last('delivery')?.value));
    await told(() => Boolean(last('exposure')?.value));
    expect(last('delivery')).toMatchObject({
      subject: { service: 'payments', namespace: 'argocd' },
      value: {
        deliveries: [
          {
            sync: 'out-of-sync',
            automated: true,
            operation: { phase: 'failed', cause: 'quota' },
            history: [{ revision: 'a'.repeat(40) }, { id: '1' }],
          },
        ],
      },
    });
    expect(last('exposure')?.value?.certificates).toEqual([
      {
        name: 'payments',
        secret: 'payments-tls',
        hosts: ['pay.example.org'],
        ready: true,
        endsAt: '2027-02-01T00:00:00Z',
        renewsAt: '2027-01-02T00:00:00Z',
        issuer: 'letsencrypt',
      },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);

    stub.put(application('Synced'));
    await told(() => last('delivery')?.value?.deliveries[0].sync === 'synced');
  });

  it('tells who may connect and what a gateway elsewhere says, and is told without where these may not be read', async () => {
    stub.apis.push('gateway.networking.k8s.io/v1', 'networking.k8s.io/v1');
    [httpRoute(), gateway('False')].forEach(object => stub.put(object));
    start();
    await told(() => Boolean(last('exposure')?.value?.ingress));
    const listener = () =>
      last('exposure')?.value?.routes[0].gateways?.[0].listeners[0];
    expect(listener()).toMatchObject({ name: 'https', programmed: false });
    const ingress = () => last('exposure')?.value?.ingress?.[0];
    expect(ingress()).toMatchObject({ access: 'open' });

    stub.put(networkPolicy());
    stub.put(gateway('True'));
    await nextRound();
    await told(() => ingress()?.access === 'limited');
    await told(() => listener()?.programmed === true);
    expect(ingress()?.from).toEqual([
      { who: 'addresses' },
      { who: 'service', name: 'orders' },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);

    stub.onList = (req, res) => {
      const denied = /gateways$|networkpolicies$/.test(req.path);
      if (denied) {
        json(res, 403, { kind: 'Status', code: 403 });
      }
      return denied;
    };
    await nextRound();
    await told(() => ingress() === undefined);
    expect(stateOf('exposure')).toBe('ok');
    expect(last('exposure')?.value?.routes).toEqual([
      {
        kind: 'HTTPRoute',
        name: 'payments',
        hosts: ['pay.example.org'],
        tls: true,
        accepted: true,
      },
    ]);
  });

  describe('of a source of Flux', () => {
    const kustomize = 'kustomize.toolkit.fluxcd.io/v1';
    const from = 'source.toolkit.fluxcd.io/v1';
    const delivered = () =>
      facts.findLast(
        ({ aspect, subject }) =>
          aspect === 'delivery' &&
          subject.service === 'payments' &&
          subject.namespace === 'payments-dev',
      ) as Fact<'delivery'> | undefined;
    const fetched = () => delivered()?.value?.deliveries[0].sources?.[0];

    it('in another namespace tells that it is not read any more, and that it is read again', async () => {
      stub.apis.push(kustomize, from);
      [readyKustomization(), fluxSource(true)].forEach(one => stub.put(one));
      start();
      await told(() => fetched() !== undefined);
      // It was waited for: nobody is told that all is well before.
      expect(
        facts.filter(
          ({ value, aspect }) =>
            aspect === 'delivery' &&
            (value as Fact<'delivery'>['value'])?.deliveries[0].sources?.[0]
              .answer === 'unreachable',
        ),
      ).toEqual([]);
      expect(fetched()).toEqual({
        kind: 'GitRepository',
        namespace: 'flux-system',
        name: 'payments',
        answer: 'data',
        revision: `main@sha1:${'a'.repeat(40)}`,
        fetchedAt: '2026-11-20T09:00:00Z',
        failing: {
          since: '2026-11-20T10:00:00Z',
          code: 'GitOperationFailed',
          cause: 'credentials',
        },
      });
      stub.put(fluxSource(false));
      await nextRound();
      await told(() => fetched()?.failing === undefined);
      expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);
    });

    it('that may not be read costs nothing else, and names the right', async () => {
      stub.apis.push(kustomize, from);
      [readyKustomization(), fluxSource(true)].forEach(one => stub.put(one));
      let refuses = true;
      stub.onList = (req, res) => {
        const denied = refuses && /gitrepositories$/.test(req.path);
        if (denied) {
          json(res, 403, { kind: 'Status', code: 403 });
        }
        return denied;
      };
      start();
      await told(() => fetched()?.answer === 'denied');
      expect(fetched()).toEqual({
        kind: 'GitRepository',
        namespace: 'flux-system',
        name: 'payments',
        answer: 'denied',
        permission:
          'list gitrepositories.source.toolkit.fluxcd.io on cluster eu-1',
      });
      await told(() => stateOf('delivery') === 'ok');
      refuses = false;
      await nextRound();
      await told(() => fetched()?.answer === 'data');
    });

    it('is found in the older version of its group, where the newer one does not have the kind', async () => {
      stub.apis.push(kustomize, from, `${from}beta2`);
      stub.onList = ({ path }, res) => {
        const none = path.endsWith(`${from}/ocirepositories`);
        if (none) {
          json(res, 404, { kind: 'Status', code: 404, reason: 'NotFound' });
        }
        return none;
      };
      stub.put(readyKustomization('OCIRepository'));
      stub.put(fluxSource(true, 'OCIRepository'));
      start();
      await told(() => fetched()?.failing !== undefined);
      expect(fetched()).toMatchObject({
        kind: 'OCIRepository',
        answer: 'data',
      });
    });
  });

  it('tells a service of what another runs and it depends on, in the same environment', async () => {
    const of = (service: string, environment: string) =>
      serviceObjects({ service, environment, namespace: service }).all;
    const database = (environment: string, ready: number) => {
      const { metadata, status, ...rest } = ownPostgres();
      return {
        ...rest,
        spec: {
          ...rest.spec,
          volumeClaimTemplates: [{ metadata: { name: 'data' } }],
        },
        metadata: {
          ...metadata,
          name: 'ledger-db',
          namespace: `ledger-${environment}`,
          labels: {
            ...metadata.labels,
            [names.kubernetesId]: 'ledger',
            [names.service]: 'ledger',
            [names.environment]: environment,
          },
        },
        status: { ...status, readyReplicas: ready },
      };
    };
    [
      ...of('orders', 'prod'),
      ...of('alone', 'prod'),
      database('dev', 0),
      database('prod', 1),
    ].forEach(object => stub.put(object));
    start(service => (service === 'orders' ? ['ledger-db', 'gone'] : []));
    await told(() => Boolean(last('data', 'orders')?.value));
    const store = () => last('data', 'orders')?.value?.stores;
    expect(store()).toMatchObject([
      { object: 'ledger-db', owner: 'ledger', need: 'db', ready: 1 },
    ]);
    expect(last('data', 'alone')?.value).toBeUndefined();
    expect(last('data', 'ledger')?.value?.stores[0].owner).toBeUndefined();

    stub.put(database('prod', 0));
    await nextRound();
    await told(() => store()?.[0].ready === 0);
    stub.remove('StatefulSet', 'ledger-prod', 'ledger-db');
    await nextRound();
    await told(() => last('data', 'orders')?.value === undefined);
  });

  it('lets what may not be read cost only what it tells, and names the permission', async () => {
    stub.onList = (req, res) => {
      const denied = req.path === '/api/v1/resourcequotas';
      if (denied) {
        json(res, 403, { kind: 'Status', code: 403 });
      }
      return denied;
    };
    start();
    await told(() => stateOf('quota') === 'denied');
    await told(() => stateOf('backups') === 'ok');
    expect(stateOf('deployments')).toBe('ok');
    expect(stateOf('scaling')).toBe('ok');
    expect(health.get('kubernetes/eu-1/quota')?.permission).toBe(
      'list resourcequotas on cluster eu-1',
    );
    expect(last('quota')).toBeUndefined();

    stub.onList = undefined;
    await nextRound();
    await told(() => stateOf('quota') === 'ok');
    expect(last('quota')?.value?.workloads).toHaveLength(1);
  });

  it('says what the cluster warns of, and tells without it where it may not be read', async () => {
    stub.put(event('Unhealthy', 'Readiness probe failed:'));
    stub.put(event('Unhealthy', 'said of another', { kind: 'Pod', name: 'x' }));
    start();
    const said = () => last('deployments')?.value?.workloads[0].pods[0].events;
    await told(() => said() !== undefined);
    expect(said()).toEqual([
      {
        reason: 'Unhealthy',
        about: 'readiness',
        count: 14,
        firstAt: '2026-11-20T10:02:00Z',
        lastAt: '2026-11-20T10:20:00Z',
      },
    ]);
    expect(stub.lists('/api/v1/events')[0].query.get('fieldSelector')).toBe(
      'type=Warning',
    );
    expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);

    stub.onList = (req, res) => {
      const denied = req.path === '/api/v1/events';
      if (denied) {
        json(res, 403, { kind: 'Status', code: 403 });
      }
      return denied;
    };
    const before = stub.lists('/api/v1/events').length;
    await nextRound();
    await told(() => stub.lists('/api/v1/events').length > before);
    await told(() => stateOf('exposure') === 'ok');
    expect(stateOf('deployments')).toBe('ok');
  });

  it('reads on when one kind alone fails, however it fails', async () => {
    stub.onList = (req, res) => {
      const broken = req.path === '/api/v1/resourcequotas';
      if (broken) {
        json(res, 500, { kind: 'Status', code: 500 });
      }
      return broken;
    };
    start();
    await told(() => stateOf('quota') === 'unreachable');
    await told(() => stateOf('backups') === 'ok');
    await told(() => stateOf('scaling') === 'ok');
    expect(last('backups')?.value?.backups).toHaveLength(1);
  });

  it('names what is missing when the account may nothing, for all that it reads', async () => {
    stub.onList = (_, res) => {
      json(res, 401, { kind: 'Status', code: 401 });
      return true;
    };
    start();
    await told(() =>
      (['deployments', 'delivery', 'quota', 'exposure'] as const).every(
        aspect => stateOf(aspect) === 'denied',
      ),
    );
    expect(health.get('kubernetes/eu-1/exposure')?.permission).toContain(
      'list certificates.cert-manager.io on cluster eu-1',
    );
  });

  it('takes back what is gone, and keeps what only could not be read', async () => {
    start();
    await told(() => stateOf('quota') === 'ok');
    const before = last('quota');
    stub.onList = (req, res) => {
      const broken = req.path === '/api/v1/resourcequotas';
      if (broken) {
        json(res, 200, { kind: 'ResourceQuotaList', items: null });
      }
      return broken;
    };
    await nextRound();
    await told(() => stateOf('quota') === 'unreachable');
    expect(last('quota')?.value).toEqual(before?.value);
    expect(last('namespace', '')?.value).toBeDefined();

    stub.onList = undefined;
    stub.remove('ResourceQuota', 'payments-dev', 'quota');
    await nextRound();
    await told(() => stateOf('quota') === 'ok');
    await told(() => last('quota')?.value === undefined);
    expect(last('namespace', '')?.value).toBeUndefined();
  });

  it('says of a cluster that does not answer that nothing of it can be read, and is back within 35 s', async () => {
    start();
    await told(() => stateOf('exposure') === 'ok');
    stub.onList = (_, res) => {
      json(res, 500, { error: { message: 'connect ECONNREFUSED 10.0.0.1' } });
      return true;
    };
    clock.advance(EVERY_MS * 1.1);
    await told(() => stateOf('quota') === 'unreachable');
    await told(() => stateOf('delivery') === 'unreachable');
    expect(health.get('kubernetes/eu-1/quota')).toMatchObject({
      reason: 'connection refused',
      nextTry: expect.any(String),
    });
    stub.onList = undefined;
    const begun = clock.now();
    await told(() =>
      (['quota', 'delivery', 'exposure'] as const).every(
        aspect => stateOf(aspect) === 'ok',
      ),
    );
    expect(clock.now() - begun).toBeLessThanOrEqual(35_000);
  });
});
