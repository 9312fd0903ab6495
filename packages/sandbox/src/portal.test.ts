import { gunzipSync } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxWorld } from './testing/sandboxWorld';

jest.setTimeout(60_000);

/** What Backstage's own plugins ask for, as they ask for it. */
describe('A portal', () => {
  let world: SandboxWorld;
  beforeAll(async () => {
    world = await SandboxWorld.start();
  });
  afterAll(async () => {
    await world?.close();
  });

  const json = async (response: Promise<Response>) => (await response).json();

  it('reads files and trees from Gitea, with an ETag and the commit', async () => {
    const response = await world.gitea(
      'GET',
      '/api/v1/repos/shop/web/contents/catalog-info.yaml?ref=main',
    );
    const { encoding, content } = await response.json();
    expect(encoding).toBe('base64');
    expect(Buffer.from(content, 'base64').toString()).toContain(
      'kind: Component',
    );
    expect(response.headers.get('etag')).toBeTruthy();
    const { sha } = await json(
      world.gitea('GET', '/api/v1/repos/shop/web/git/commits/main'),
    );
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    const archive = await world.gitea(
      'GET',
      '/api/v1/repos/shop/web/archive/main.tar.gz',
    );
    const tar = gunzipSync(Buffer.from(await archive.arrayBuffer())).toString(
      'latin1',
    );
    expect(tar).toContain('web/catalog-info.yaml');
    expect(
      (
        await world.gitea(
          'GET',
          '/api/v1/repos/shop/web/contents/nothing?ref=main',
        )
      ).status,
    ).toBe(404);
    expect(
      (await world.gitea('GET', '/api/v1/repos/shop/web/contents/x?ref=nobody'))
        .status,
    ).toBe(404);
    expect((await world.gitea('GET', '/api/v1/orgs/shop')).status).toBe(200);
    expect((await world.gitea('GET', '/api/v1/orgs/nobody')).status).toBe(404);
  });

  it('is counted: each request, by what it went to', async () => {
    const count = async (target: string) =>
      (await world.state()).requests[target] ?? 0;
    const targets = ['kubernetes/eu-1', 'gitea', 'argocd'];
    const before = await Promise.all(targets.map(count));
    await world.kubernetes('eu-1', '/api/v1/namespaces');
    await world.gitea('GET', '/api/v1/orgs/shop');
    await world.gitea('GET', '/api/v1/orgs/nobody');
    const after = await Promise.all(targets.map(count));
    expect(after.map((number, index) => number - before[index])).toEqual([
      1, 2, 0,
    ]);
  });

  it('creates organizations and repositories under Gitea’s rules', async () => {
    const create = async (path: string, body: object) =>
      (await world.gitea('POST', path, body)).status;
    expect(await create('/api/v1/orgs', { username: 'bank' })).toBe(201);
    expect(await create('/api/v1/orgs', { username: 'bank' })).toBe(422);
    expect(await create('/api/v1/orgs/bank/repos', { name: 'vault' })).toBe(
      201,
    );
    expect(await create('/api/v1/orgs/bank/repos', { name: 'vault' })).toBe(
      409,
    );
    expect(await create('/api/v1/orgs/bank/repos', { name: '../../x' })).toBe(
      422,
    );
    expect(await create('/api/v1/orgs/nobody/repos', { name: 'x' })).toBe(404);
    const anonymous = await fetch(
      `${world.sandbox.addresses.gitea}/api/v1/orgs/bank/repos`,
      {
        method: 'POST',
        body: '{"name":"x"}',
      },
    );
    expect(anonymous.status).toBe(401);
  });

  it('gets every application in the shape that Roadie’s card decodes', async () => {
    const { items } = await json(
      world.argocd(
        'GET',
        '/api/v1/applications?selector=slipway.dev/service=web',
      ),
    );
    expect(items.map((a: any) => a.metadata.name)).toEqual([
      'web-dev',
      'web-staging',
    ]);
    const [{ metadata, status }] = items;
    expect(status).toMatchObject({
      sync: { status: 'Synced' },
      health: { status: 'Healthy' },
      operationState: {
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
      },
      history: expect.arrayContaining([
        {
          id: 0,
          revision: expect.any(String),
          deployedAt: expect.any(String),
          deployStartedAt: expect.any(String),
          source: expect.anything(),
          initiatedBy: { automated: true },
        },
      ]),
    });
    const revision = status.history[0].revision;
    expect(
      await json(
        world.argocd(
          'GET',
          `/api/v1/applications/${metadata.name}/revisions/${revision}/metadata`,
        ),
      ),
    ).toEqual({
      author: 'Aiko Brandt <aiko.brandt@shop.example>',
      date: expect.any(String),
      message: 'Start web from the golden path',
    });
    expect(
      await json(
        world.argocd('GET', '/api/v1/applications?selector=app=nobody'),
      ),
    ).toMatchObject({ items: null });
  });

  it('follows applications over the stream', async () => {
    const abort = new AbortController();
    const { argocd } = world.sandbox.addresses;
    const response = await fetch(
      `${argocd}/api/v1/stream/applications?name=web-dev`,
      {
        headers: { authorization: 'Bearer sandbox-argocd' },
        signal: abort.signal,
      },
    );
    const reader = response
      .body!.pipeThrough(new TextDecoderStream())
      .getReader();
    let text = '';
    const until = async (part: string) => {
      while (!text.includes(part)) {
        text += (await reader.read()).value;
      }
    };
    await until('"ADDED"');
    await world.push('shop/web', 'More', folder =>
      writeFile(join(folder, 'MORE.md'), 'x'),
    );
    await world.seconds(30);
    await until('"MODIFIED"');
    const names = text
      .trim()
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line).result.application.metadata.name);
    expect(new Set(names)).toEqual(new Set(['web-dev']));
    abort.abort();
  });

  it('signs in to Argo CD, and is refused without', async () => {
    expect(
      await json(
        world.argocd('POST', '/api/v1/session', {
          username: 'admin',
          password: 'sandbox',
        }),
      ),
    ).toEqual({ token: 'sandbox-argocd' });
    expect(
      (
        await world.argocd('POST', '/api/v1/session', {
          username: 'admin',
          password: 'x',
        })
      ).status,
    ).toBe(401);
    expect(
      (await fetch(`${world.sandbox.addresses.argocd}/api/v1/applications`))
        .status,
    ).toBe(401);
  });

  it('links to pages that say what they are and show a repository’s text as text', async () => {
    await world.push('shop/web', '<script>alert(1)</script>', folder =>
      writeFile(join(folder, 'README.md'), '<img src=x onerror=alert(2)>'),
    );
    const { gitea, argocd } = world.sandbox.addresses;
    for (const url of [
      `${gitea}/shop/web`,
      `${gitea}/shop/web/src/branch/main/README.md`,
      `${gitea}/shop/web/src/branch/main/deploy`,
      `${gitea}/shop/web/commits/branch/main`,
      `${gitea}/shop/web/actions`,
      `${gitea}/shop/web/actions/runs/1`,
      `${argocd}/applications`,
      `${argocd}/applications/web-dev`,
    ]) {
      const response = await fetch(url);
      const page = await response.text();
      expect({ url, status: response.status }).toEqual({ url, status: 200 });
      expect(page).toContain('Slipway sandbox: a stand-in');
      expect(page).not.toMatch(/<script|<img/);
    }
    expect((await fetch(`${gitea}/shop/nobody`)).status).toBe(404);
    expect((await fetch(`${argocd}/applications/nobody`)).status).toBe(404);
  });

  it('reads what there is of a container’s log', async () => {
    const { items } = await json(
      world.kubernetes('local', '/api/v1/namespaces/web-dev/pods'),
    );
    const path = `/api/v1/namespaces/web-dev/pods/${items[0].metadata.name}/log`;
    expect(
      await (await world.kubernetes('local', `${path}?container=main`)).text(),
    ).toContain('no process runs');
    expect(
      (await world.kubernetes('local', `${path}?container=other`)).status,
    ).toBe(400);
  });
});
