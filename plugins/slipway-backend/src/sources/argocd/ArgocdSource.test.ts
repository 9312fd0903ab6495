import { ArgoInstance } from '@slipway/plugin-slipway-node';
import { Fact, SourceHealth } from '@slipway/plugin-slipway-common';
import { Sandbox, freePorts, startSandbox } from '@slipway/sandbox';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { FakeClock, until } from '../../__testUtils__/FakeClock';
import { FaultyServer } from '../../__testUtils__/FaultyServer';
import { register } from '../../__testUtils__/argocd';
import { inUnclaimedPortal, unclaimed } from '../../__testUtils__/whose';
import { Claim } from '../../entities/identity';
import { ArgocdSource } from './ArgocdSource';
import { listening } from '../../__testUtils__/listening';

const MINUTES = 60_000;

describe("the Argo CD source with the sandbox's", () => {
  let folder: string;
  let sandbox: Sandbox;
  let server: FaultyServer;
  let clock: FakeClock;
  let claims: Claim[];
  let facts: Map<string, Fact<'delivery'>>;
  let health: SourceHealth[];
  /** How often it said that it told all there is. */
  let told: number;
  let controller: AbortController;
  let running: Promise<void>;

  const fault = (kind: string | undefined) =>
    fetch(`${sandbox.addresses.control}/faults`, {
      method: kind ? 'POST' : 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ target: 'argocd', fault: kind }),
    });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-argocd-'));
    sandbox = await startSandbox({
      dataDir: folder,
      ports: freePorts,
    });
    await register(sandbox, 'payments-dev');
    await register(sandbox, 'nobodys', {});
  }, 60_000);

  afterAll(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    clock = new FakeClock();
    claims = [];
    facts = new Map();
    health = [];
    told = 0;
    controller = new AbortController();
    server = await FaultyServer.before(
      Number(new URL(sandbox.addresses.argocd).port),
    );
  });

  afterEach(async () => {
    controller.abort();
    await running;
    if (clock.waits().length > 0) {
      throw new Error('A timer outlived the source');
    }
    await server.stop();
    await fault(undefined);
  });

  const start = (
    instance: Partial<ArgoInstance> = { token: 'sandbox-argocd' },
    everyMs = 10 * MINUTES,
  ) => {
    running = new ArgocdSource({
      instances: [
        { name: 'main', url: `http://127.0.0.1:${server.port}`, ...instance },
      ],
      entities: {
        get claims() {
          return { ...inUnclaimedPortal.entities.claims, claims };
        },
      },
      stageOf: unclaimed.stageOf,
      clock,
      random: () => 0,
      everyMs,
    }).start(
      listening({
        facts: some =>
          (some as Fact<'delivery'>[]).forEach(fact =>
            facts.set(fact.subject.service, fact),
          ),
        health: one => health.push(one),
        complete: () => {
          told += 1;
        },
      }),
      controller.signal,
    );
  };
  const last = () => health.at(-1);
  const state = (wanted: SourceHealth['state']) =>
    until(() => last()?.state === wanted);

  it('tells what brings a service, and nothing of what brings nobody anything', async () => {
    start();
    await state('ok');
    expect([...facts.keys()]).toEqual(['payments']);
    expect(facts.get('payments')).toMatchObject({
      aspect: 'delivery',
      source: 'argocd/main/delivery',
      subject: {
        service: 'payments',
        environment: 'dev',
        cluster: 'argocd/main',
        namespace: 'argocd',
      },
      value: {
        deliveries: [
          { engine: 'argocd', kind: 'Application', name: 'payments-dev' },
        ],
      },
    });
  });

  it.each([
    [undefined, undefined],
    [
      'https://argocd.example',
      'https://argocd.example/applications/argocd/payments-dev',
    ],
  ])(
    'with an address for browsers, %s, tells where it is seen',
    async (frontendUrl, link) => {
      start({ token: 'sandbox-argocd', frontendUrl });
      await state('ok');
      expect(facts.get('payments')?.value?.deliveries[0].link).toBe(link);
    },
  );

  it('knows by the name of an Application whose it is', async () => {
    claims = [{ service: 'old', applications: { names: ['nobodys'] } }];
    start();
    await state('ok');
    expect(facts.get('old')!.value!.deliveries).toMatchObject([
      { name: 'nobodys' },
    ]);
  });

  it('hears of a change long before the next round', async () => {
    start();
    await state('ok');
    expect(facts.has('late')).toBe(false);
    // The stream is open once it told what there is.
    await until(() => server.open > 1);
    claims = [{ service: 'late', applications: { names: ['late-app'] } }];
    await register(sandbox, 'late-app', {});
    for (let i = 0; i < 100 && !facts.has('late'); i++) {
      await server.quiet();
      clock.advance(1_000);
    }
    expect(facts.has('late')).toBe(true);
    expect(clock.now() - Date.parse('2026-11-20T12:00:00Z')).toBeLessThan(
      5 * MINUTES,
    );
    // However many there are, a change of one costs no list of all.
    const lists = server.asked.filter(url => url.endsWith('/applications'));
    expect(lists.filter(url => !url.includes('/stream/'))).toHaveLength(1);
  });

  it('reads the list again where the stream began anew or is silent, and not while it is heard', async () => {
    start(undefined, MINUTES);
    await state('ok');
    await until(() => server.open > 1);
    const hears = async (service: string) => {
      claims = [{ service, applications: { names: [`${service}-app`] } }];
      await register(sandbox, `${service}-app`, {});
      for (let i = 0; i < 100 && !facts.has(service); i++) {
        await server.quiet();
        clock.advance(100);
      }
      expect(facts.has(service)).toBe(true);
    };
    const lists = () =>
      server.asked.filter(url => /v1\/applications$/.test(url)).length;
    await hears('first');
    // What ended between the list and the stream is in neither.
    expect(lists()).toBe(1);
    clock.advance(MINUTES);
    await until(() => lists() === 2);
    await until(() => clock.waits().includes(MINUTES));
    clock.advance(0.7 * MINUTES);
    await hears('second');
    clock.advance(0.5 * MINUTES);
    await hears('third');
    expect(lists()).toBe(2);
    clock.advance(MINUTES);
    await until(() => lists() === 3);
  });

  it('signs in once, and again when it is no longer known there', async () => {
    start({ username: 'admin', password: 'sandbox' });
    await state('ok');
    await until(() => server.requests >= 3);
    const logins = server.asked.filter(url => url.includes('/session')).length;
    // The list and the stream begin together.
    expect(logins).toBe(1);
    const turn = async () => {
      const before = health.length;
      await until(() => clock.waits().includes(10 * MINUTES));
      clock.advance(10 * MINUTES);
      await until(() => health.length > before);
    };
    await turn();
    await turn();
    expect(server.asked.filter(url => url.includes('/session')).length).toBe(
      logins,
    );

    await fault('expire');
    await turn();
    expect(last()).toMatchObject({
      reason: 'the login answered 401',
      permission: expect.stringContaining('get applications'),
    });
    expect(facts.has('payments')).toBe(true);
    await fault(undefined);
    clock.advance(30_000);
    await state('ok');
  });

  it('is denied, and takes nothing back, where its account gets no Applications any more', async () => {
    start();
    await state('ok');
    await fault('forbid');
    await until(() => clock.waits().includes(10 * MINUTES));
    const before = told;
    clock.advance(10 * MINUTES);
    // To such an account Argo CD says that there are none.
    await state('denied');
    expect(last()).toMatchObject({
      reason: 'it shows this account nothing',
      permission: expect.stringContaining('get applications'),
    });
    expect(told).toBe(before);
  });

  it.each([
    [{ token: 'wrong' }, 'answered 401'],
    [{ username: 'admin', password: 'wrong' }, 'the login answered 401'],
    [{}, 'the portal has no token for it'],
  ])('says that it is denied with %j', async (instance, reason) => {
    start({ ...instance });
    await state('denied');
    expect(last()).toMatchObject({ reason });
    expect(facts.size).toBe(0);
  });
});
