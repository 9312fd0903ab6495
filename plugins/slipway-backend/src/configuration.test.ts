import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Sandbox, freePorts, startSandbox } from '@slipway/sandbox';
import { mkdtemp, rm, writeFile } from 'fs/promises';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { FakeClock } from './__testUtils__/FakeClock';
import { FaultyServer } from './__testUtils__/FaultyServer';
import { KubernetesStub, json } from './__testUtils__/KubernetesStub';
import { register } from './__testUtils__/argocd';
import { changingConfig, configured } from './__testUtils__/configured';
import { secretsDocument } from './__testUtils__/documents';
import { serviceObjects } from './__testUtils__/objects';
import { answerFor } from './service/answer';
import { LiveSettings } from './settings';

// Real sockets on a busy machine: what is asserted is the injected clock's time alone.
jest.setTimeout(60_000);

/** The longest that anything is waited for once it was mended. */
const MENDED_MS = 35_000;

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-configuration-'));
  sandbox = await startSandbox({ dataDir: folder, ports: freePorts });
  await register(sandbox, 'payments-dev');
}, 60_000);

afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('While the portal runs', () => {
  let clusters: KubernetesStub;
  let argocd: FaultyServer;
  let vault: FaultyServer;
  let clock: FakeClock;
  let portal: Awaited<ReturnType<typeof configured>>;
  let change: (next: JsonObject) => void;

  const portOf = (url: string) => Number(new URL(url).port);
  const at = (server: FaultyServer) => `http://127.0.0.1:${server.port}`;
  const instance = (name: string, token = 'sandbox-argocd') => ({
    name,
    url: at(argocd),
    token,
  });
  const server = (name: string, auth: JsonObject = {}) => ({
    name,
    baseUrl: at(vault),
    stores: ['*'],
    auth: { type: 'static', secret: 'sandbox-vault', ...auth },
  });
  const settings = (
    instances: JsonObject[] = [instance('main')],
    servers: JsonObject[] = [server('main')],
    kubernetes: JsonObject = {},
  ): JsonObject => ({
    argocd: { appLocatorMethods: [{ type: 'config', instances }] },
    slipway: {
      sources: {
        kubernetes: { every: { seconds: 30 }, ...kubernetes },
        vault: { servers, every: { minutes: 5 } },
        git: { enabled: false },
        firstDay: { enabled: false },
      },
    },
  });

  const asked = () =>
    clusters.requests.length + argocd.requests + vault.requests;
  /** Turns the clock second by second, each once real sockets brought what they have; how long it took. */
  const turn = async (
    ms: number,
    until: () => Promise<boolean> = async () => false,
  ) => {
    const begun = clock.now();
    while (clock.now() - begun < ms && !(await until())) {
      let before: number;
      do {
        before = asked();
        await argocd.quiet();
        await vault.quiet();
        await new Promise(resolve => setTimeout(resolve, 5));
      } while (asked() !== before);
      clock.advance(1_000);
    }
    return clock.now() - begun;
  };
  const is = (id: string, state: string) => async () =>
    (await portal.health())[id]?.state === state;
  const becomes = async (id: string, state: string, within = MENDED_MS) => {
    const took = await turn(within + 60_000, is(id, state));
    expect((await portal.health())[id]).toMatchObject({ state });
    expect(took).toBeLessThanOrEqual(within);
    return (await portal.health())[id];
  };
  const told = async <A extends 'deployments' | 'delivery' | 'vault'>(
    aspect: A,
    cluster = 'eu-1',
  ) =>
    answerFor(
      aspect,
      {
        name: aspect === 'vault' ? 'prod' : 'dev',
        cluster,
        namespace: aspect === 'vault' ? 'payments-prod' : 'payments-dev',
      },
      {
        documents: await portal.store.documentsOf('payments'),
        health: await portal.store.health(),
      },
    );

  beforeEach(async () => {
    clusters = await KubernetesStub.start();
    serviceObjects().all.forEach(object => clusters.put(object));
    argocd = await FaultyServer.before(portOf(sandbox.addresses.argocd));
    vault = await FaultyServer.before(portOf(sandbox.addresses.vault));
    clock = new FakeClock();
  });

  /** The service takes these, as a source told that this portal has not. */
  const take = async (...paths: string[]) => {
    const document = secretsDocument(...paths);
    const subject = { ...document.subject, cluster: 'far' };
    await portal.store.write(
      {
        documents: [{ ...document, subject, source: 'told/secrets' }],
        history: [],
        health: [],
        retired: [],
      },
      { visible: true },
    );
  };

  const begin = async (first: JsonObject = settings()) => {
    const changing = changingConfig(first);
    change = changing.change;
    portal = await configured({ config: changing.config, clusters, clock });
    await take('secret/shop/db');
  };

  afterEach(async () => {
    await portal.stop();
    const left = clock.waits();
    await Promise.all([argocd.stop(), vault.stop(), clusters.stop()]);
    if (left.length > 0) {
      throw new Error('A timer outlived the portal');
    }
  });

  const well = async () => {
    for (const id of [
      'kubernetes/eu-1',
      'argocd/main/delivery',
      'vault/main',
    ]) {
      await becomes(id, 'ok');
    }
  };

  describe('a credential that is no longer accepted', () => {
    it('of Argo CD is told, and one that is given instead is used at once', async () => {
      const keys = new Set(['first']);
      argocd.doorman = ({ headers }) => {
        const known = keys.has(`${headers.authorization}`.slice(7));
        headers.authorization = 'Bearer sandbox-argocd';
        return known ? undefined : 401;
      };
      await begin(settings([instance('main', 'first')]));
      await well();
      await turn(3_000);
      const { open } = argocd;

      keys.clear();
      keys.add('second');
      const denied = await becomes('argocd/main/delivery', 'denied');
      expect(denied).toMatchObject({
        reason: 'answered 401',
        permission: expect.stringContaining('Argo CD main'),
      });
      const heardAt = denied.heardAt!;
      // The stream that was open when it was taken away is no proof of anything.
      const before = argocd.requests;
      await turn(120_000);
      expect((argocd.requests - before) / 120 / 2).toBeLessThanOrEqual(0.22);
      expect(await told('delivery')).toMatchObject({
        answer: 'denied',
        lastKnown: { value: { deliveries: [{ name: 'payments-dev' }] } },
      });
      expect((await portal.health())['argocd/main/delivery'].heardAt).toBe(
        heardAt,
      );

      change(settings([instance('main', 'second')]));
      await becomes('argocd/main/delivery', 'ok');
      await turn(3_000);
      expect(argocd.open).toBeLessThanOrEqual(open + 1);
      expect(await told('delivery')).toMatchObject({ answer: 'data' });
    });

    it('of Vault is told as the server’s matter, and not as that of the paths that are read with it', async () => {
      const keys = new Set(['first']);
      vault.doorman = ({ headers, url }) => {
        const known =
          url!.endsWith('/seal-status') ||
          keys.has(`${headers['x-vault-token']}`);
        headers['x-vault-token'] = 'sandbox-vault';
        return known ? undefined : 403;
      };
      const withToken = (secret: string) =>
        settings(undefined, [server('main', { secret })]);
      await begin(withToken('first'));
      await well();
      const before = await told('vault', 'far');
      expect(before.answer).toBe('data');

      keys.clear();
      keys.add('second');
      // It shows when it is used the next time.
      await take('secret/shop/db', 'secret/shop/other');
      const denied = await becomes('vault/main', 'denied');
      expect(denied).toMatchObject({
        reason: 'answered 403',
        permission: 'a token or role that Vault server main accepts',
      });
      const asking = vault.requests;
      await turn(120_000);
      expect((vault.requests - asking) / 120 / 2).toBeLessThanOrEqual(0.22);
      const { value } = before as Extract<typeof before, { answer: 'data' }>;
      expect(await told('vault', 'far')).toMatchObject({
        answer: 'denied',
        lastKnown: { value },
      });

      change(withToken('second'));
      await becomes('vault/main', 'ok');
      expect(await told('vault', 'far')).toMatchObject({
        answer: 'data',
        value: { secrets: [...value.secrets, { path: 'shop/other' }] },
      });
    });

    it('of a login to Vault is fetched anew, without a word from anybody', async () => {
      const root = async (path: string, body?: object) => {
        const response = await fetch(`${sandbox.addresses.vault}/v1/${path}`, {
          method: body ? 'POST' : 'GET',
          headers: { 'x-vault-token': 'sandbox-vault' },
          ...(body && { body: JSON.stringify(body) }),
        });
        return response.status === 204 ? {} : ((await response.json()) as any);
      };
      await root('sys/auth/approle', { type: 'approle' });
      await root('sys/policies/acl/portal', {
        policy: 'path "secret/metadata/*" { capabilities = ["read"] }',
      });
      const role = 'auth/approle/role/portal';
      await root(role, { token_policies: ['portal'], token_ttl: '3600' });
      const { role_id } = (await root(`${role}/role-id`)).data;
      const { secret_id } = (await root(`${role}/secret-id`, {})).data;
      const seen = new Set<string>();
      const revoked = new Set<string>();
      vault.doorman = ({ headers }) => {
        const token = `${headers['x-vault-token'] ?? ''}`;
        seen.add(token);
        return token && revoked.has(token) ? 403 : undefined;
      };
      const auth = { type: 'approle', roleId: role_id, secretId: secret_id };
      await begin(settings(undefined, [server('main', auth)]));
      await well();
      const logins = () =>
        vault.asked.filter(url => url.endsWith('/login')).length;
      expect(logins()).toBe(1);
      const known = (await portal.store.documentsOf('payments')).find(
        ({ value }) => value.aspect === 'vault',
      );

      seen.forEach(token => revoked.add(token));
      await turn(300_000 + MENDED_MS, async () => logins() > 1);
      await becomes('vault/main', 'ok');
      expect(logins()).toBe(2);
      expect(
        (await portal.store.documentsOf('payments')).find(
          ({ value }) => value.aspect === 'vault',
        ),
      ).toEqual(known);
    });

    it('of a cluster is told of all of it, and its watches that were open are given up', async () => {
      await begin();
      await well();
      await turn(3_000);
      const watches = clusters.watches.size;
      const { open } = clusters;
      const refuse: KubernetesStub['onList'] = (_, res) => {
        json(res, 401, { kind: 'Status', code: 401 });
        return true;
      };
      clusters.onList = refuse;
      clusters.onWatch = refuse;
      const refusedAt = clock.now();
      const denied = await becomes('kubernetes/eu-1', 'denied');
      expect(denied).toMatchObject({ reason: 'answered 401' });
      expect(clusters.watches.size).toBe(0);
      const before = clusters.requests.length;
      await turn(120_000);
      // Five kinds that are watched, the heartbeat, the rounds, and the list of clusters.
      const rate = (clusters.requests.length - before) / 120 / 8;
      expect(rate).toBeLessThanOrEqual(0.22);
      const answer = await told('deployments');
      expect(answer).toMatchObject({ answer: 'denied', lastKnown: {} });
      const { lastKnown } = answer as { lastKnown: { at: string } };
      expect(Date.parse(lastKnown.at)).toBeLessThanOrEqual(refusedAt);
      clusters.onList = undefined;
      clusters.onWatch = undefined;
      await becomes('kubernetes/eu-1', 'ok');
      await turn(3_000);
      expect(clusters.watches.size).toBe(watches);
      expect(clusters.open).toBeLessThanOrEqual(open + 4);
    });
  });

  it('a right that is taken away of a cluster is told, though the watch that it opened goes on', async () => {
    await begin();
    await well();
    await turn(3_000);
    const watches = clusters.watches.size;
    const before = await told('deployments');
    const refuse: KubernetesStub['onList'] = ({ path }, res) => {
      const refused = path.endsWith('/pods');
      if (refused) {
        json(res, 403, { kind: 'Status', code: 403 });
      }
      return refused;
    };
    clusters.onList = refuse;
    clusters.onWatch = refuse;
    // Five kinds are watched, and each has its turn in ten seconds.
    const denied = await becomes('kubernetes/eu-1', 'denied', 60_000);
    expect(denied.permission).toBe('list and watch pods on cluster eu-1');
    expect(await told('deployments')).toMatchObject({
      answer: 'denied',
      lastKnown: { value: (before as { value: object }).value },
    });
    // The others are read on.
    expect(clusters.watches.size).toBe(watches - 1);
    expect((await portal.health())['kubernetes/eu-1/quota'].state).toBe('ok');
    clusters.onList = undefined;
    clusters.onWatch = undefined;
    await becomes('kubernetes/eu-1', 'ok');
    expect(await told('deployments')).toMatchObject({ answer: 'data' });
    expect(clusters.watches.size).toBe(watches);
  });

  describe('what is', () => {
    it('taken out of the configuration is closed, given back, and kept as last known', async () => {
      await begin();
      await well();
      await turn(3_000);
      expect(await portal.held()).toEqual([
        'argocd',
        'kubernetes/eu-1',
        'vault',
      ]);
      change(settings([], [], { clusters: [] }));
      await turn(5_000);
      expect(await portal.held()).toEqual([]);
      expect(clusters.watches.size).toBe(0);
      // What may be there is a connection that waits to be used again.
      expect(argocd.open).toBeLessThanOrEqual(1);
      expect(vault.open).toBeLessThanOrEqual(1);
      expect(Object.keys(await portal.health())).toEqual(['kubernetes']);
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

      change(settings());
      await well();
      expect(await told('deployments')).toMatchObject({ answer: 'data' });
      expect(await told('delivery')).toMatchObject({ answer: 'data' });
    });

    it('added is read, and what stays is read on', async () => {
      clusters.clusters = ['eu-1', 'us-1'];
      await begin(settings(undefined, undefined, { clusters: ['eu-1'] }));
      await well();
      await turn(3_000);
      const watches = clusters.watchRequests().length;
      change(
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
      expect(clusters.watchRequests().length).toBe(watches + 1);
      change(settings([instance('second')], [server('other')]));
      await turn(5_000);
      await becomes('argocd/second/delivery', 'ok');
      await becomes('vault/other', 'ok');
      expect(Object.keys(await portal.health())).not.toEqual(
        expect.arrayContaining(['argocd/main/delivery']),
      );
    });

    it('switched off is not read until it is switched on again', async () => {
      await begin();
      await well();
      change(settings(undefined, undefined, { enabled: false }));
      await turn(5_000);
      expect(clusters.watches.size).toBe(0);
      expect(await told('deployments')).toMatchObject({
        answer: 'unreachable',
        reason: 'this portal reads no clusters',
      });
      change(settings());
      await becomes('kubernetes/eu-1', 'ok');
    });

    it('wrong is told, all at once, and changes nothing', async () => {
      await begin();
      await well();
      await turn(3_000);
      const streams = [...argocd.asked].filter(url => url.includes('/stream/'));
      change({
        ...settings([instance('other')], [server('no name')], {
          every: 'now and then',
        }),
      });
      await turn(30_000);
      expect(portal.logger.error.mock.calls).toEqual([
        [
          expect.stringMatching(
            /^The configuration is wrong: .*slipway\.sources\.kubernetes\.every.*; .*slipway\.sources\.vault\.servers\[0\].*stays in force/,
          ),
        ],
      ]);
      expect(Object.keys(await portal.health())).toEqual(
        expect.arrayContaining(['argocd/main/delivery', 'vault/main']),
      );
      expect(argocd.asked.filter(url => url.includes('/stream/'))).toEqual(
        streams,
      );
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

describe('The token of a service account', () => {
  it('is read from its file for each login to Vault, since it is rotated there', async () => {
    const file = join(folder, 'token');
    const logins: string[] = [];
    let accepted = 'first';
    const tokens = new Set<string>();
    const server = createServer((req, res) => {
      const path = req.url!.replace('/v1/', '');
      if (path === 'auth/kubernetes/login') {
        let text = '';
        req.on('data', part => {
          text += part;
        });
        req.on('end', () => {
          const { jwt } = JSON.parse(text);
          logins.push(jwt);
          tokens.add(jwt);
          const auth = { client_token: jwt, lease_duration: 60 };
          json(res, jwt === accepted ? 200 : 403, { auth });
        });
      } else if (path === 'sys/seal-status') {
        json(res, 200, { sealed: false });
      } else {
        const good = req.headers['x-vault-token'] === accepted;
        json(res, good ? 200 : 403, good ? { data: { secret: {} } } : {});
      }
    }).listen(0, '127.0.0.1');
    await new Promise(done => {
      server.on('listening', done);
    });
    await writeFile(file, 'first\n');
    const clusters = await KubernetesStub.start();
    const clock = new FakeClock();
    const { port } = server.address() as AddressInfo;
    const auth = {
      type: 'kubernetes',
      role: 'portal',
      serviceAccountTokenPath: file,
    };
    const { config } = changingConfig({
      slipway: {
        sources: {
          vault: {
            every: { seconds: 30 },
            servers: [
              { name: 'main', baseUrl: `http://127.0.0.1:${port}`, auth },
            ],
          },
        },
      },
    });
    const portal = await configured({ config, clusters, clock });
    const state = async () => (await portal.health())['vault/main']?.state;
    const turnUntil = async (wanted: string, ms = 60_000) => {
      const begun = clock.now();
      while (clock.now() - begun < ms && (await state()) !== wanted) {
        await new Promise(resolve => setTimeout(resolve, 10));
        clock.advance(1_000);
      }
      expect(await state()).toBe(wanted);
      return clock.now() - begun;
    };
    await turnUntil('ok');
    expect(logins).toEqual(['first']);
    accepted = 'second';
    await turnUntil('denied');
    await writeFile(file, 'second\n');
    expect(await turnUntil('ok')).toBeLessThanOrEqual(MENDED_MS);
    expect(logins.at(-1)).toBe('second');
    await portal.stop();
    await clusters.stop();
    server.closeAllConnections();
    server.close();
  });
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
