import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxWorld } from './testing/sandboxWorld';

jest.setTimeout(60_000);

const deployment = (state: any, cluster: string) =>
  state.clusters[cluster].deployments[0];
const application = (state: any, name: string) =>
  state.applications.find((a: any) => a.name === name);

describe('The sandbox', () => {
  let world: SandboxWorld;
  beforeAll(async () => {
    world = await SandboxWorld.start();
  });
  afterAll(async () => {
    await world?.close();
  });
  afterEach(() => world.assertQuiet());

  it('begins with a fleet that was rendered, pushed, built and deployed', async () => {
    const state = await world.state();
    expect(state.builds).toMatchObject([
      { repository: 'shop/web', number: 1, state: 'success' },
    ]);
    const { image, sha } = state.builds[0];
    expect(image).toBe(
      `registry.example.org/shop/web:0.1.1-g${sha.slice(0, 7)}`,
    );
    expect(deployment(state, 'local')).toMatchObject({
      namespace: 'web-dev',
      wanted: 1,
      ready: 1,
      image,
    });
    expect(deployment(state, 'eu-1')).toMatchObject({
      namespace: 'web-staging',
      wanted: 2,
      ready: 2,
      image,
    });
    expect(application(state, 'web-staging')).toMatchObject({
      sync: 'Synced',
      health: 'Healthy',
    });
    const pods = await (
      await world.kubernetes('local', '/api/v1/namespaces/web-dev/pods')
    ).json();
    const age =
      world.clock.now().getTime() -
      Date.parse(pods.items[0].metadata.creationTimestamp);
    expect(age).toBeGreaterThan(5 * 24 * 3600_000);
  });

  it('builds a push and brings it to every environment', async () => {
    await world.push('shop/web', 'Say hello', folder =>
      writeFile(join(folder, 'HELLO.md'), 'Hello\n'),
    );
    await world.seconds(0);
    expect((await world.state()).builds[1]).toMatchObject({
      title: 'Say hello',
      state: 'queued',
    });
    await world.seconds(2);
    expect((await world.state()).builds[1].state).toBe('running');
    const page = await (await world.gitea('GET', '/shop/web/actions')).text();
    expect(page).toContain('Say hello');
    await world.seconds(20);
    const state = await world.state();
    const { image, state: result } = state.builds[1];
    expect(result).toBe('success');
    expect(image).toContain(':0.1.2-g');
    expect(state.builds).toHaveLength(2);
    for (const cluster of ['local', 'eu-1']) {
      expect(deployment(state, cluster).image).toBe(image);
      expect(deployment(state, cluster).ready).toBe(
        deployment(state, cluster).wanted,
      );
    }
    const log = await (
      await world.gitea('GET', '/api/v1/repos/shop/web/commits?limit=2')
    ).json();
    expect(
      log.map((c: any) => [c.commit.author.name, c.commit.message]),
    ).toEqual([
      ['ci', expect.stringMatching(/^Deploy 0\.1\.2-g[0-9a-f]{7} \[skip ci\]/)],
      ['Dev', 'Say hello\n'],
    ]);
  });

  it('deploys a tag that is set by hand without a build, and cannot pull one that nobody built', async () => {
    const overlay = 'deploy/overlays/staging/kustomization.yaml';
    const setTag = (tag: string) => async (folder: string) => {
      const text = await readFile(join(folder, overlay), 'utf8');
      await writeFile(
        join(folder, overlay),
        text.replace(/newTag: .*/, `newTag: "${tag}"`),
      );
    };
    await world.push('shop/web', 'Deploy by hand', setTag('9.9.9'));
    await world.seconds(5);
    let state = await world.state();
    expect(state.builds).toHaveLength(2);
    expect(deployment(state, 'eu-1').image).toBe(
      'registry.example.org/shop/web:9.9.9',
    );
    expect(deployment(state, 'local').image).toContain(':0.1.2-g');
    expect(application(state, 'web-staging').health).toBe('Progressing');
    const pods = await (
      await world.kubernetes('eu-1', '/api/v1/namespaces/web-staging/pods')
    ).json();
    const waiting = pods.items.map(
      (p: any) => p.status.containerStatuses[0].state.waiting?.reason,
    );
    expect(waiting.filter(Boolean)).toEqual(['ImagePullBackOff']);
    expect(deployment(state, 'eu-1').ready).toBe(2);

    await world.push(
      'shop/web',
      'Go back',
      setTag(deployment(state, 'local').image.split(':')[1]),
    );
    await world.seconds(10);
    state = await world.state();
    expect(application(state, 'web-staging')).toMatchObject({
      sync: 'Synced',
      health: 'Healthy',
    });
  });

  it('heals what somebody changed in the cluster by hand', async () => {
    const path = '/apis/apps/v1/namespaces/web-staging/deployments/web';
    const patch = await world.kubernetes('eu-1', path, {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({ spec: { replicas: 5 } }),
    });
    expect(patch.status).toBe(200);
    await world.seconds(5);
    expect(deployment(await world.state(), 'eu-1')).toMatchObject({
      wanted: 2,
      ready: 2,
    });
  });

  it('syncs and restarts when a change of an object asks for it', async () => {
    const change = async (
      cluster: 'local' | 'eu-1',
      path: string,
      body: object,
    ) => {
      const answer = await world.kubernetes(cluster, path, {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(200);
    };
    const read = async (cluster: 'local' | 'eu-1', path: string) =>
      (await world.kubernetes(cluster, path)).json() as Promise<any>;

    const staging =
      '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/web-staging';
    // Argo CD lives there.
    const home = 'eu-1';
    await change(home, staging, {
      operation: { initiatedBy: { username: 'user:default/ada' }, sync: {} },
    });
    await world.seconds(2);
    const synced = await read(home, staging);
    expect(synced).not.toHaveProperty('operation');
    expect(synced.status.operationState).toMatchObject({
      phase: 'Succeeded',
      operation: { initiatedBy: { username: 'user:default/ada' } },
    });

    const workload = '/apis/apps/v1/namespaces/web-staging/deployments/web';
    const pods = async () =>
      (await read('eu-1', '/api/v1/namespaces/web-staging/pods')).items.map(
        ({ metadata }: any) => metadata.name,
      );
    const before = await pods();
    await change('eu-1', workload, {
      spec: {
        template: {
          metadata: {
            annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' },
          },
        },
      },
    });
    await world.seconds(30);
    const after = await pods();
    expect(after).toHaveLength(before.length);
    expect(after.filter((name: string) => before.includes(name))).toEqual([]);
    // Git says nothing about that annotation, so it is no drift that would be healed.
    expect((await read(home, staging)).status.sync.status).toBe('Synced');
  });

  it('registers a new repository as a portal does, and waits for its first build', async () => {
    const { gitea } = world.sandbox.addresses;
    const made = await world.gitea('POST', '/api/v1/orgs/shop/repos', {
      name: 'copy',
      description: 'c',
    });
    expect(made.status).toBe(201);
    expect(
      (await world.gitea('GET', '/shop/copy/src/branch/main')).status,
    ).toBe(404);
    const spec = {
      project: 'default',
      source: {
        repoURL: `${gitea}/shop/copy.git`,
        targetRevision: 'main',
        path: 'deploy/overlays/dev',
      },
      destination: { name: 'local', namespace: 'web-dev' },
      syncPolicy: { automated: { prune: true } },
    };
    const metadata = { name: 'copy-dev', labels: { app: 'copy' } };
    const register = () =>
      world.argocd('POST', '/api/v1/applications?upsert=true', {
        metadata,
        spec,
      });
    expect((await register()).status).toBe(200);
    expect((await register()).status).toBe(200);
    await world.seconds(1);
    const broken = await (
      await world.argocd('GET', '/api/v1/applications/copy-dev')
    ).json();
    expect(broken.status).toMatchObject({
      sync: { status: 'Unknown' },
      conditions: [{ type: 'ComparisonError' }],
    });
    const list = await (
      await world.argocd('GET', '/api/v1/applications?selector=app=copy')
    ).json();
    expect(list.items.map((a: any) => a.metadata.name)).toEqual(['copy-dev']);
    const stranger = await world.argocd('POST', '/api/v1/applications', {
      metadata: { name: 'x' },
      spec: {
        ...spec,
        source: { ...spec.source, repoURL: `${gitea}/shop/nobody` },
      },
    });
    expect(stranger.status).toBe(400);
    expect(
      (await world.argocd('DELETE', '/api/v1/applications/copy-dev')).status,
    ).toBe(200);
    await world.seconds(1);
    expect(
      (await world.argocd('GET', '/api/v1/applications/copy-dev')).status,
    ).toBe(403);
    expect(
      (await world.gitea('DELETE', '/api/v1/repos/shop/copy')).status,
    ).toBe(204);
  });

  it('lets nobody push to an archived repository, until it is opened again', async () => {
    await world.gitea('POST', '/api/v1/orgs/shop/repos', { name: 'old' });
    const archived = (value: boolean) =>
      world.gitea('PATCH', '/api/v1/repos/shop/old', { archived: value });
    expect(await (await archived(true)).json()).toMatchObject({
      archived: true,
    });
    const push = () =>
      world.push('shop/old', 'Go on', folder =>
        writeFile(join(folder, 'notes.txt'), 'still here\n'),
      );
    await expect(push()).rejects.toThrow(/403/);
    expect(await (await archived(false)).json()).toMatchObject({
      archived: false,
    });
    await push();
  });

  it('lets nobody push or read private repositories without credentials', async () => {
    await world.gitea('POST', '/api/v1/orgs/shop/repos', {
      name: 'secret',
      private: true,
    });
    const anonymous = world.remote('shop/secret', '');
    await expect(world.git('ls-remote', anonymous)).rejects.toThrow(
      /could not read Username|Authentication/,
    );
    await expect(
      world.git('ls-remote', world.remote('shop/secret', 'slipway:wrong@')),
    ).rejects.toThrow();
    expect(await world.git('ls-remote', world.remote('shop/secret'))).toBe('');
    expect(
      (await fetch(`${world.sandbox.addresses.gitea}/shop/secret`)).status,
    ).toBe(404);
    expect(
      (await fetch(`${world.sandbox.addresses.gitea}/api/v1/repos/shop/secret`))
        .status,
    ).toBe(404);
    await expect(
      world.git('push', world.remote('shop/web', ''), 'HEAD:main'),
    ).rejects.toThrow();
  });

  it('goes on where it stopped', async () => {
    const before = await world.state();
    await world.push('shop/web', 'Before the stop', folder =>
      writeFile(join(folder, 'STOP.md'), 'x\n'),
    );
    await world.seconds(2);
    await world.sandbox.stop();
    await world.open();
    await world.seconds(0);
    const after = await world.state();
    expect(after.clusters['eu-1'].resourceVersion).toBeGreaterThanOrEqual(
      before.clusters['eu-1'].resourceVersion,
    );
    expect(after.repositories.map((r: any) => r.name)).toEqual(
      before.repositories.map((r: any) => r.name),
    );
    await world.seconds(30);
    const state = await world.state();
    expect(state.builds[2]).toMatchObject({
      title: 'Before the stop',
      state: 'success',
    });
    expect(deployment(state, 'eu-1')).toMatchObject({
      image: state.builds[2].image,
      wanted: 2,
      ready: 2,
    });
  });
});
