import { JsonObject } from '@backstage/types';
import { Sandbox, freePorts, startSandbox } from '@slipway/sandbox';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { answerFor } from '../service/answer';
import { FakeClock } from './FakeClock';
import { FaultyServer } from './FaultyServer';
import { KubernetesStub } from './KubernetesStub';
import { register } from './argocd';
import { changingConfig, configured } from './configured';
import { secretsDocument } from './documents';
import { serviceObjects } from './objects';

/** The longest that anything is waited for once it was mended. */
export const MENDED_MS = 35_000;

/** For each test a portal that reads a cluster, an Argo CD and a Vault, while its configuration and they change. */
export function livingPortal() {
  let sandbox: Sandbox;
  let folder: string;

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
    const health = (await portal.health())[id];
    if (health?.state !== state || took > within) {
      const seen = JSON.stringify(health);
      throw new Error(`${id} is ${seen} after ${took} ms, and not ${state}`);
    }
    return health;
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

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-portal-'));
    sandbox = await startSandbox({ dataDir: folder, ports: freePorts });
    await register(sandbox, 'payments-dev');
  }, 60_000);

  afterAll(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  return {
    ...{ asked, becomes, begin, instance, server, settings },
    ...{ take, told, turn, well },
    get sandbox() {
      return sandbox;
    },
    get clusters() {
      return clusters;
    },
    get argocd() {
      return argocd;
    },
    get vault() {
      return vault;
    },
    get clock() {
      return clock;
    },
    get portal() {
      return portal;
    },
    get change() {
      return change;
    },
  };
}
