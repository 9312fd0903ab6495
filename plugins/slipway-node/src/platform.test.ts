import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  createBackendPlugin,
  createServiceFactory,
  type ServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { checkService, type PlatformBundle } from '@slipway/model';
import { loadBuiltInBundle } from '@slipway/skeletons';
import { createPlatform, platformServiceRef, type Platform } from './platform';

const { service } = checkService({
  apiVersion: 'slipway.dev/v1alpha1',
  kind: 'Service',
  metadata: { name: 'parcels', owner: 'team-web' },
  spec: {
    runtime: 'go',
    workload: { type: 'http' },
    environments: { dev: { cluster: 'local' } },
    repository: { host: 'gitea', url: 'https://git.example.com/shop/parcels' },
  },
});

describe('The platform', () => {
  it('loads its bundle once, and renders what it then finds fit', async () => {
    const load = jest.fn(loadBuiltInBundle);
    const platform = createPlatform(load);
    const [{ tree, findings }] = await Promise.all([
      platform.render(service!),
      platform.bundle(),
    ]);
    expect(findings).toEqual([]);
    expect(await platform.validate(tree)).toEqual([]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('tries again after a bundle could not be loaded', async () => {
    const load = jest
      .fn<Promise<PlatformBundle>, []>()
      .mockRejectedValueOnce(new Error('the folder is not there'))
      .mockImplementation(loadBuiltInBundle);
    const platform = createPlatform(load);
    await expect(platform.bundle()).rejects.toThrow('the folder is not there');
    expect((await platform.render(service!)).findings).toEqual([]);
  });

  async function inPortal(
    config: object,
    features: ServiceFactory[] = [],
  ): Promise<Platform> {
    let platform: Platform | undefined;
    const backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({ data: config }),
        createBackendPlugin({
          pluginId: 'asking',
          register(env) {
            env.registerInit({
              deps: { given: platformServiceRef },
              async init({ given }) {
                platform = given;
              },
            });
          },
        }),
        ...features,
      ],
    });
    await backend.stop();
    return platform!;
  }

  it("takes the registry from the portal's configuration", async () => {
    const platform = await inPortal({
      slipway: { platform: { registry: 'ghcr.io' } },
    });
    const { tree } = await platform.render(service!);
    expect(tree['deploy/overlays/dev/kustomization.yaml'].content).toContain(
      'name: ghcr.io/shop/parcels',
    );
  });

  it('loads the bundle that the configuration names, as the command line does', async () => {
    const folder = resolve(
      __dirname,
      '../../../examples/landscapes/operations/platform',
    );
    const platform = await inPortal({
      slipway: { platform: { bundle: folder } },
    });
    const bundle = await platform.bundle();
    expect(bundle).toMatchObject(
      parse(await readFile(join(folder, 'bundle.yaml'), 'utf8')),
    );
    // What it does not say is the built-in one's.
    expect(bundle.skeletons).toHaveProperty('go-http');

    const gone = await inPortal({
      slipway: { platform: { bundle: './gone' } },
    });
    await expect(gone.bundle()).rejects.toThrow(
      /there is no such file.*has a bundle\.yaml with name/,
    );
  });

  it('is what a platform team brings instead, for everybody in the portal', async () => {
    const platform = await inPortal({}, [
      createServiceFactory({
        service: platformServiceRef,
        deps: {},
        factory: () =>
          createPlatform(async () => ({
            ...(await loadBuiltInBundle()),
            name: 'acme-platform',
          })),
      }),
    ]);
    expect((await platform.bundle()).name).toBe('acme-platform');
  });
});
