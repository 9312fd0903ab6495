import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxWorld } from '../testing/sandboxWorld';

jest.setTimeout(120_000);

const NAMESPACE = 'web-staging';
const metadata = {
  name: 'web-settings',
  namespace: NAMESPACE,
  labels: {
    'slipway.dev/service': 'web',
    'slipway.dev/environment': 'staging',
  },
};

/** A folder of the repository that Flux brings, whatever delivers the rest. */
const settings = (release: string) => async (clone: string) => {
  const folder = join(clone, 'settings');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'kustomization.yaml'),
    'resources: [settings.yaml]\n',
  );
  await writeFile(
    join(folder, 'settings.yaml'),
    `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: ${NAMESPACE}
data:
  release: ${release}
`,
  );
};

describe('Flux', () => {
  let world: SandboxWorld;
  const make = async (apiVersion: string, plural: string, object: object) => {
    const path = `/apis/${apiVersion}/namespaces/${NAMESPACE}/${plural}`;
    const { status } = await world.kubernetes('eu-1', path, {
      method: 'POST',
      body: JSON.stringify({ apiVersion, metadata, ...object }),
    });
    expect(status).toBe(201);
  };
  beforeAll(async () => {
    world = await SandboxWorld.start();
    await world.push('shop/web', 'Add settings', settings('first'));
    await make('source.toolkit.fluxcd.io/v1', 'gitrepositories', {
      kind: 'GitRepository',
      spec: {
        interval: '1m',
        url: world.remote('shop/web', ''),
        ref: { branch: 'main' },
      },
    });
    await make('kustomize.toolkit.fluxcd.io/v1', 'kustomizations', {
      kind: 'Kustomization',
      spec: {
        path: './settings',
        prune: true,
        targetNamespace: NAMESPACE,
        sourceRef: { kind: 'GitRepository', name: metadata.name },
      },
    });
    await world.seconds(1);
  });
  afterAll(async () => {
    await world?.close();
  });

  const get = async (api: string, path: string) =>
    (
      await world.kubernetes('eu-1', `${api}/namespaces/${NAMESPACE}/${path}`)
    ).json();
  const source = () =>
    get(
      '/apis/source.toolkit.fluxcd.io/v1',
      `gitrepositories/${metadata.name}`,
    );
  const kustomization = () =>
    get(
      '/apis/kustomize.toolkit.fluxcd.io/v1',
      `kustomizations/${metadata.name}`,
    );
  const release = async () =>
    (await get('/api/v1', 'configmaps/settings')).data.release;
  const said = ({ status }: any, type: string) =>
    status.conditions.find((one: any) => one.type === type);

  it('goes on to call ready what it brought, while Git refuses it', async () => {
    expect(await release()).toBe('first');
    const { revision } = (await source()).status.artifact;
    const wish = {
      break: 'git-refuses',
      service: 'web',
      environment: 'staging',
    };
    await world.control('POST', '/breaks', wish);
    await world.push('shop/web', 'Change settings', settings('second'));
    await world.seconds(60);
    const { lastTransitionTime: since } = said(await source(), 'FetchFailed');
    await world.seconds(600);
    const gone = await source();
    expect(said(gone, 'FetchFailed')).toMatchObject({
      status: 'True',
      reason: 'GitOperationFailed',
      message: expect.stringContaining('authentication required'),
      lastTransitionTime: since,
    });
    expect(said(gone, 'Ready').status).toBe('False');
    expect(gone.status.artifact.revision).toBe(revision);
    expect(said(await kustomization(), 'Ready').status).toBe('True');
    expect(await release()).toBe('first');

    await world.control('POST', '/heals', wish);
    await world.seconds(1);
    expect(said(await source(), 'FetchFailed')).toBeUndefined();
    expect(said(await source(), 'Ready').status).toBe('True');
    expect(await release()).toBe('second');
  });

  it('brings nothing of a source that was never fetched', async () => {
    const path = `/apis/source.toolkit.fluxcd.io/v1/namespaces/${NAMESPACE}/gitrepositories/${metadata.name}`;
    const { status: _, ...object } = await source();
    await world.kubernetes('eu-1', path, { method: 'DELETE' });
    await make('source.toolkit.fluxcd.io/v1', 'gitrepositories', {
      ...object,
      metadata,
      spec: { ...object.spec, ref: { branch: 'nowhere' } },
    });
    await world.seconds(1);
    expect(said(await source(), 'Ready')).toMatchObject({
      status: 'False',
      message: expect.stringContaining("couldn't find remote ref"),
    });
    expect(said(await kustomization(), 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ArtifactFailed',
    });
  });
});
