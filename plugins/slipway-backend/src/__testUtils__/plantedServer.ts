import { IncomingMessage, ServerResponse, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from './KubernetesStub';
import { application } from './operators';

/** The image of `serviceObjects` names this commit. */
const SHA = `1a2b3c4${'0'.repeat(33)}`;

/**
 * An Argo CD, a Vault and a Gitea in one, all of which say a secret wherever somebody may write what he likes, or where nobody
 * has any business.
 */
export async function startPlantedServer(
  secret: string,
  plant: (value: any) => any,
) {
  const state: { fails?: [status: number, body: unknown] } = {};
  const asked = new Set<string>();
  const commit = {
    sha: SHA,
    commit: {
      message: `Pay in euros\n\nReviewed with ${secret}`,
      author: { name: 'Ada', email: secret, date: '2026-11-20T09:00:00Z' },
      committer: { name: secret, email: secret, date: '2026-11-20T09:00:00Z' },
      verification: { signature: secret, payload: secret },
    },
    author: { login: secret, avatar_url: secret },
    files: [{ filename: secret, patch: secret }],
  };
  const answers: [RegExp, () => unknown][] = [
    [/^\/api\/v1\/session/, () => ({ token: 'only-for-tests' })],
    [
      /^\/api\/v1\/applications/,
      () => ({
        metadata: { resourceVersion: '7' },
        items: [
          plant({
            ...application('OutOfSync', `failed: ${secret}`),
            metadata: {
              ...application('OutOfSync').metadata,
              resourceVersion: '7',
              creationTimestamp: '2026-11-20T10:00:00Z',
            },
          }),
        ],
      }),
    ],
    [
      /^\/v1\/sys\/seal-status/,
      () => ({ sealed: false, cluster_name: secret, version: secret }),
    ],
    [
      /^\/v1\/sys\/internal\/ui\/mounts/,
      () => ({
        data: {
          secret: {
            'secret/': {
              type: 'kv',
              options: { version: '2', note: secret },
              description: secret,
            },
          },
        },
      }),
    ],
    [
      /^\/v1\/auth\/token\/lookup-self/,
      () => ({ data: { id: secret, accessor: secret, meta: { a: secret } } }),
    ],
    [
      /^\/v1\/secret\/metadata\//,
      () => ({
        data: {
          current_version: 2,
          custom_metadata: { owner: secret, note: secret },
          versions: {
            1: { created_time: '2026-11-01T10:00:00Z', note: secret },
            2: { created_time: '2026-11-19T10:00:00Z', note: secret },
          },
        },
        warnings: [secret],
      }),
    ],
    [/^\/api\/v1\/repos\/shop\/payments\/commits/, () => [commit]],
    [/^\/api\/v1\/repos\/shop\/payments\/git\/commits/, () => commit],
  ];
  const handle = (req: IncomingMessage, res: ServerResponse) => {
    const { url = '' } = req;
    res.setHeader('x-planted', secret);
    if (/^\/api\/v1\/stream\//.test(url) && !state.fails) {
      // It is listened to, and nothing happens.
      res.writeHead(200).write(`{"planted":"${secret}"}\n`);
      return;
    }
    if (state.fails) {
      json(res, ...state.fails);
      return;
    }
    const found = answers.findIndex(([path]) => path.test(url));
    asked.add(String(found));
    json(
      res,
      found < 0 ? 404 : 200,
      found < 0 ? { message: secret } : answers[found][1](),
    );
  };
  const server = createServer(handle);
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    state,
    /** What a portal is configured with that reads all three. */
    config: {
      argocd: {
        appLocatorMethods: [
          {
            type: 'config',
            instances: [{ name: 'main', url, token: secret }],
          },
        ],
      },
      integrations: {
        gitea: [{ host: `127.0.0.1:${port}`, baseUrl: url, password: secret }],
      },
      slipway: {
        sources: {
          argocd: { every: { seconds: 1 } },
          vault: {
            every: { seconds: 1 },
            servers: [
              {
                name: 'main',
                baseUrl: url,
                stores: ['vault'],
                auth: { type: 'static', secret },
              },
            ],
          },
          git: { every: { seconds: 1 } },
        },
      },
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(done => {
        server.close(done);
      });
    },
  };
}
