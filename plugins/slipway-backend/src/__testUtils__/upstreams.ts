import { randomUUID } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { PlatformBundle } from '@slipway/model';
import { FactSink } from '@slipway/plugin-slipway-node';
import { Sandbox } from '@slipway/sandbox';
import { KnownEntity } from '../entities/EntityDirectory';
import { Clock } from '../lib/clock';
import { ArgocdSource } from '../sources/argocd/ArgocdSource';
import { GitSource } from '../sources/git/GitSource';
import { ClusterWatcher } from '../sources/kubernetes/ClusterWatcher';
import { ClusterDirectory } from '../sources/kubernetes/proxyClient';
import { VaultSource } from '../sources/vault/VaultSource';
import { StateDocument } from '../store';
import { FaultyServer } from './FaultyServer';
import { GitWorld } from './GitWorld';
import { KubernetesStub } from './KubernetesStub';
import { register } from './argocd';
import { directlyFor, directoryFor } from './directory';
import { deployedDocument, secretsDocument } from './documents';
import { serviceObjects } from './objects';
import { quota } from './operators';
import { inUnclaimedPortal, unclaimed } from './whose';

/** A source, and the server behind it that can be broken. */
export interface Upstream {
  server: FaultyServer;
  /** How many parts of it ask by themselves while it is broken so. */
  readers(fault: string): number;
  run(sink: FactSink, clock: Clock, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

const common = { random: () => 0, everyMs: 30_000 };

const storeOf = (document: StateDocument) => ({
  documentsAfter: async (after: unknown) =>
    after ? [] : [{ value: document, revision: 1 }],
  history: async () => [],
});

/** Each source with its server: what has none of its own is the sandbox's. */
export const upstreams: Record<
  string,
  (sandbox: Sandbox) => Promise<Upstream>
> = {
  kubernetes: () => cluster(directoryFor),

  'kubernetes, without its back end': () => cluster(directlyFor),

  async argocd({ addresses }) {
    await register({ addresses }, 'payments-dev');
    const server = await FaultyServer.before(portOf(addresses.argocd));
    return {
      server,
      // The list and the stream.
      readers: () => 2,
      run: (sink, clock, signal) =>
        new ArgocdSource({
          ...common,
          instances: [
            {
              name: 'main',
              url: `http://127.0.0.1:${server.port}`,
              username: 'admin',
              password: 'sandbox',
            },
          ],
          entities: inUnclaimedPortal.entities,
          stageOf: unclaimed.stageOf,
          clock,
        }).start(sink, signal),
      stop: () => server.stop(),
    };
  },

  async vault({ addresses }) {
    const server = await FaultyServer.before(portOf(addresses.vault));
    const config = {
      name: 'main',
      baseUrl: `http://127.0.0.1:${server.port}`,
      stores: [/^/],
      auth: { type: 'static' as const, token: 'sandbox-vault' },
    };
    return {
      server,
      readers: () => 1,
      run: (sink, clock, signal) =>
        new VaultSource({
          ...common,
          servers: [config],
          entities: inUnclaimedPortal.entities,
          store: storeOf(secretsDocument('secret/shop/db')),
          clock,
        }).start(sink, signal),
      stop: () => server.stop(),
    };
  },

  async git({ addresses }) {
    const gitea = { username: 'slipway', password: 'sandbox' };
    const world = new GitWorld({
      ...gitea,
      url: addresses.gitea,
      stop: async () => {},
    });
    const owner = `acme-${randomUUID()}`;
    await world.repositories(owner, 'payments');
    const [commit] = await world.commit(`${owner}/payments`, [['a', 'First']]);
    const server = await FaultyServer.before(portOf(addresses.gitea));
    const baseUrl = `http://127.0.0.1:${server.port}`;
    const entity = {
      service: 'payments',
      annotations: {
        'backstage.io/source-location': `${baseUrl}/${owner}/payments`,
      },
    } as unknown as KnownEntity;
    return {
      server,
      readers: () => 1,
      run: (sink, clock, signal) =>
        new GitSource({
          ...common,
          integrations: ScmIntegrations.fromConfig(
            new ConfigReader({
              integrations: {
                gitea: [{ ...gitea, baseUrl, host: new URL(baseUrl).host }],
              },
            }),
          ),
          entities: { entities: [entity] },
          store: storeOf(deployedDocument('payments', [commit])),
          platform: { bundle: async () => ({} as PlatformBundle) },
          clock,
        }).start(sink, signal),
      stop: () => server.stop(),
    };
  },
};

async function cluster(
  directory: (server: FaultyServer) => ClusterDirectory,
): Promise<Upstream> {
  const stub = await KubernetesStub.start();
  serviceObjects().all.forEach(object => stub.put(object));
  stub.put(quota({ pods: '4' }));
  const server = await FaultyServer.before(stub.port);
  return {
    server,
    // One asks for all, but what is forbidden is so for each: five kinds that are watched, the heartbeat and the rounds.
    readers: fault => (fault === 'answers 403' ? 7 : 1),
    run: (sink, clock, signal) =>
      new ClusterWatcher({
        ...unclaimed,
        ...common,
        cluster: 'eu-1',
        client: directory(server).client('eu-1'),
        sink,
        clock,
      }).run(signal),
    stop: async () => {
      await server.stop();
      await stub.stop();
    },
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
