import { IncomingMessage, ServerResponse, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { ClusterClient, ClusterError } from '../sources/kubernetes/client';
import { json } from './KubernetesStub';
import { MemoryCluster } from './MemoryCluster';

/** The same cluster, as the portal's Kubernetes back end shows it on loopback. */
export async function serve(cluster: MemoryCluster) {
  const client = cluster.directory.client('eu-1');
  const server = createServer((req, res) => {
    answer(client, req, res).catch(error => fail(error, res));
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.closeAllConnections();
      await new Promise(done => {
        server.close(done);
      });
    },
  };
}

async function answer(
  client: ClusterClient,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(req.url!, 'http://stub');
  const path = pathname.replace('/api/kubernetes/proxy', '');
  const controller = new AbortController();
  res.on('close', () => controller.abort());
  const { signal } = controller;
  const query = {
    path,
    labelSelector: searchParams.get('labelSelector') ?? undefined,
  };
  if (path === '/api/kubernetes/clusters') {
    json(res, 200, { items: [{ name: 'eu-1' }] });
  } else if (path === '/apis') {
    const versions = [...(await client.apis(signal))];
    json(res, 200, {
      groups: [{ versions: versions.map(groupVersion => ({ groupVersion })) }],
    });
  } else if (searchParams.has('watch')) {
    const lines = client.watch(query, {
      resourceVersion: searchParams.get('resourceVersion')!,
      timeoutSeconds: 600,
      signal,
    });
    for await (const line of lines) {
      res.write(`${line}\n`);
    }
    res.end();
  } else {
    const items: unknown[] = [];
    const metadata = await client.list(query, {
      limit: Number(searchParams.get('limit')),
      continue: searchParams.get('continue') ?? undefined,
      signal,
      onItem: item => items.push(item),
    });
    json(res, 200, { kind: 'List', metadata, items });
  }
}

function fail(error: unknown, res: ServerResponse) {
  const problem = error instanceof ClusterError ? error.problem : undefined;
  const status = { gone: 410, denied: 403, unusable: 200 };
  if (problem && problem in status && !res.headersSent) {
    json(res, status[problem as keyof typeof status], {});
  } else {
    res.destroy();
  }
}
