import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Actions } from './__testUtils__/actions';

/** What waits for nobody, and writes into its own workspace alone. */
const LOCAL = ['slipway:service:generate', 'slipway:service:validate'];

const form = {
  name: 'parcels',
  owner: 'group:default/team-web',
  runtime: 'go',
  type: 'http',
  environments: ['dev'],
};
const entityRef = 'component:default/parcels';
const repository = { owner: 'shop', name: 'parcels' };

describe('A task that is cancelled', () => {
  let silent: Server;
  let host: string;
  let setting: Actions;
  let actions: Actions;
  let spec: unknown;
  let workspacePath: string;
  /** Who was asked for something since the test began. */
  const asked: string[] = [];

  beforeAll(async () => {
    // Takes connections and never answers.
    silent = createServer(({ url }) => {
      asked.push(url!);
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const nowhere = `http://127.0.0.1:${
      (silent.address() as AddressInfo).port
    }`;
    host = new URL(nowhere).host;
    const config = {
      integrations: { gitea: [{ host, baseUrl: nowhere }] },
      slipway: {
        create: { repository: { owner: 'shop' }, protectBranch: true },
      },
      argocd: {
        appLocatorMethods: [
          {
            type: 'config',
            instances: [{ name: 'one', url: nowhere, token: 'a-token' }],
          },
        ],
      },
    };
    setting = new Actions(config);
    ({ spec } = await setting.run('slipway:spec:compose', { values: form }));
    workspacePath = await setting.folder();
    await setting.run('slipway:service:generate', { spec }, { workspacePath });
    const existing = join(workspacePath, '.existing/main.go');
    await mkdir(dirname(existing), { recursive: true });
    await writeFile(existing, 'package main\n');
    // The catalog never answers either.
    actions = new Actions(config);
    actions.slipway = nowhere;
    for (const method of [
      'addLocation',
      'getEntities',
      'getEntityByRef',
      'getLocationByEntity',
      'removeLocationById',
    ] as const) {
      jest.spyOn(actions.catalog, method).mockImplementation(() => {
        asked.push(method);
        return new Promise<any>(() => {});
      });
    }
  });
  beforeEach(() => {
    asked.length = 0;
  });
  afterAll(async () => {
    await setting?.end();
    await actions?.end();
    silent?.closeAllConnections();
    silent?.close();
  });

  const inputs: Record<string, () => object> = {
    'slipway:spec:compose': () => ({ values: form }),
    'slipway:quota:check': () => ({ spec }),
    'slipway:repository:publish': () => repository,
    'slipway:branch:protect': () => repository,
    'slipway:firstday:check': () => ({ spec, entityRef }),
    'slipway:repository:inspect': () => ({
      url: `http://${host}/shop/parcels`,
    }),
    'slipway:repository:propose': () => ({
      ...repository,
      host,
      base: 'main',
      branch: 'slipway/add-parcels',
      title: 'Add Slipway',
    }),
    'slipway:version:propose': () => ({
      spec,
      environment: 'dev',
      version: '0.1.0',
    }),
    'slipway:gitops:register': () => ({}),
    'slipway:catalog:register': () => ({
      catalogInfoUrl: `http://${host}/shop/parcels/src/branch/main/catalog-info.yaml`,
    }),
    'slipway:catalog:await': () => ({ entityRef }),
    'slipway:service:find': () => ({ entityRef }),
    'slipway:gitops:remove': () => ({}),
    'slipway:repository:archive': () => repository,
    'slipway:catalog:unregister': () => ({ entityRef }),
  };

  it('is looked at for each action that has an effect outside or waits', () => {
    expect([...Object.keys(inputs), ...LOCAL].sort()).toEqual(
      Object.keys(actions.all).sort(),
    );
  });

  describe.each(Object.entries(inputs))('in %s', (id, input) => {
    const run = (signal: AbortSignal) =>
      actions.run(id, input(), { workspacePath, signal });

    it('begins nothing', async () => {
      await expect(run(AbortSignal.abort())).rejects.toThrow(/aborted/);
      expect(asked).toEqual([]);
    });

    it('waits for nobody, and goes no further', async () => {
      const cancel = new AbortController();
      const task = run(cancel.signal);
      task.catch(() => {});
      while (asked.length === 0) {
        await sleep(5);
      }
      const before = [...asked];
      cancel.abort();
      await expect(task).rejects.toThrow(/aborted/);
      expect(asked).toEqual(before);
    });
  });
});
