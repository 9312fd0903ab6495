import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ClusterName } from './addresses';
import { Clock } from './clock';
import { Endpoint, FaultBoard, openEndpoint } from './http';
import {
  ApiError,
  Cluster,
  Identities,
  StoreSnapshot,
  Uses,
  Watches,
  kubernetesHandler,
  typeOf,
  versionExpired,
} from './kubernetes';
import { JsonFile } from './persistence';

export type OnError = (what: string, error: unknown) => void;

/** Letters and digits that Kubernetes takes for generated names: none that could make a word. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

const identities: Identities = {
  uid: () => randomUUID(),
  suffix: () =>
    [...createHash('sha256').update(randomUUID()).digest()]
      .slice(0, 5)
      .map(byte => ALPHABET[byte % ALPHABET.length])
      .join(''),
};

/** A cluster with its file and its port. */
export interface RunningCluster {
  cluster: Cluster;
  endpoint: Endpoint;
  save(): Promise<void>;
}

export interface ClusterOptions {
  name: ClusterName;
  port: number;
  dataDir: string;
  clock: Clock;
  faults: FaultBoard;
  requests: Map<string, number>;
  onError: OnError;
  uses?: Uses;
}

export async function startCluster(
  options: ClusterOptions,
): Promise<RunningCluster> {
  const { name, port, dataDir, clock, faults, requests, onError } = options;
  const target = `kubernetes/${name}`;
  const cluster = new Cluster(name, clock, identities);
  const file = new JsonFile<StoreSnapshot>(
    join(dataDir, 'kubernetes', `${name}.json`),
    onError,
  );
  file.keep(() => cluster.store.snapshot());
  const saved = await file.read();
  if (saved) {
    cluster.restore(saved);
  }
  cluster.store.subscribe(() => file.changed());
  addFixtures(cluster);

  const watches = new Watches();
  faults.onChange(target, fault => {
    if (fault?.kind === 'gone') {
      const oldest = cluster.store.version;
      cluster.store.compact();
      watches.endAll(versionExpired(oldest, oldest));
    }
  });
  const endpoint = await openEndpoint({
    target,
    port,
    faults,
    requests,
    clock,
    onError,
    handler: kubernetesHandler({
      cluster,
      watches,
      fault: () => faults.get(target),
      denied: () =>
        Object.keys(faults.all())
          .filter(one => one.startsWith(`${target}/`))
          .map(one => one.slice(target.length + 1)),
      uses: options.uses ?? {},
    }),
  });
  return {
    cluster,
    endpoint: {
      url: endpoint.url,
      async close() {
        watches.endAll();
        await endpoint.close();
      },
    },
    save: () => file.flush(),
  };
}

/** What every cluster has before anyone deploys. */
function addFixtures(cluster: Cluster): void {
  const namespaces = [
    'default',
    'kube-system',
    'kube-public',
    'kube-node-lease',
    'flux-system',
  ];
  if (cluster.name === 'eu-1') {
    namespaces.push('argocd');
  }
  for (const name of namespaces) {
    ensure(cluster, 'Namespace', name, {});
  }
  const nodes = cluster.name === 'local' ? 1 : 3;
  for (let i = 1; i <= nodes; i++) {
    ensure(cluster, 'Node', `${cluster.name}-node-${i}`, { spec: {} });
  }
}

function ensure(
  cluster: Cluster,
  kind: string,
  name: string,
  body: object,
): void {
  try {
    cluster.create(typeOf(kind), undefined, { metadata: { name }, ...body });
  } catch (error) {
    if (!(error instanceof ApiError) || error.body.reason !== 'AlreadyExists') {
      throw error;
    }
  }
}
