import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { PlatformBundle } from '@slipway/model';
import { FirstDayItem } from '@slipway/plugin-slipway-common';
import { createPlatform } from '@slipway/plugin-slipway-node';
import { Sandbox, freePorts, startSandbox } from '@slipway/sandbox';
import { stringify } from 'yaml';
import { GitWorld } from '../__testUtils__/GitWorld';
import { askJson } from '../lib/http';
import { systemClock } from '../lib/clock';
import { StateStore } from '../store';
import { LiveSettings } from '../settings';
import { createLooker } from './createLooker';

const { signal } = new AbortController();

const bundle: PlatformBundle = {
  name: 'acme',
  version: '1.0.0',
  defaults: {},
  clusters: {
    'eu-1': {
      kubernetesVersion: '1.36',
      apis: ['external-secrets.io/v1'],
      vault: { server: 'https://vault.example', mount: 'kv' },
    },
    gone: { kubernetesVersion: '1.36', apis: [] },
  },
  registry: 'registry.example.org',
  skeletons: {},
  argocd: { namespace: 'argocd', project: 'default' },
};

jest.setTimeout(20_000);

describe('What a new service needs, looked up on the systems of the sandbox', () => {
  let sandbox: Sandbox;
  let folder: string;
  let git: GitWorld;
  let clusters: Server;

  const vault = async (path: string, body: object) =>
    askJson({
      url: `${sandbox.addresses.vault}/v1/${path}`,
      method: 'POST',
      body,
      headers: { 'x-vault-token': 'sandbox-vault' },
      signal,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-first-day-'));
    sandbox = await startSandbox({
      dataDir: folder,
      ports: freePorts,
    });
    const { addresses } = sandbox;
    git = new GitWorld({
      url: addresses.gitea,
      username: 'slipway',
      password: 'sandbox',
      stop: async () => {},
    });
    await git.repositories('shop-two', 'parcels');
    await vault('sys/mounts/kv', { type: 'kv', options: { version: '2' } });
    clusters = createServer(async (req, res) => {
      const cluster = req.headers['backstage-kubernetes-cluster'];
      if (cluster === 'gone') {
        res.writeHead(502).end('{"error":{"message":"ECONNREFUSED 10.0.0.7"}}');
        return;
      }
      const answer = await fetch(
        `${addresses.kubernetes['eu-1']}${req.url!.replace(/^.*\/proxy/, '')}`,
        { headers: { authorization: 'Bearer sandbox-kubernetes' } },
      );
      res.writeHead(answer.status).end(await answer.text());
    }).listen(0, '127.0.0.1');
    await new Promise(done => clusters.once('listening', done));
  });
  afterAll(async () => {
    clusters?.close();
    await sandbox?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const says = (spec: object) =>
    git.commit('shop-two/parcels', [
      [
        'slipway.yaml',
        'Say what it is',
        stringify({
          apiVersion: 'slipway.dev/v1alpha1',
          kind: 'Service',
          metadata: { name: 'parcels', owner: 'team-web' },
          spec: {
            runtime: 'go',
            workload: { type: 'http' },
            environments: {
              prod: { cluster: 'eu-1', namespace: 'shared' },
              later: { cluster: 'gone', namespace: 'shared' },
            },
            repository: {
              host: 'gitea',
              url: `${sandbox.addresses.gitea}/shop-two/parcels`,
            },
            ...spec,
          },
        }),
      ],
    ]);

  async function look(
    config: object = {},
    platform = bundle,
  ): Promise<Record<string, FirstDayItem>> {
    const { port } = clusters.address() as AddressInfo;
    const { looker, repositoryOf } = createLooker({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
      }),
      settings: LiveSettings.follow(
        mockServices.rootConfig({
          data: {
            integrations: { gitea: [git.integration] },
            argocd: {
              appLocatorMethods: [
                {
                  type: 'config',
                  instances: [
                    {
                      name: 'main',
                      url: sandbox.addresses.argocd,
                      token: 'sandbox-argocd',
                    },
                  ],
                },
              ],
            },
            vault: { baseUrl: sandbox.addresses.vault, token: 'sandbox-vault' },
            ...config,
          },
        }),
        mockServices.logger.mock(),
      ),
      clock: systemClock,
      platform: createPlatform(async () => platform),
      store: {
        documentsOf: async () => [],
        health: async () => [],
      } as unknown as StateStore,
    });
    const items = await looker.look(
      {
        service: 'parcels',
        environments: [
          { name: 'prod', cluster: 'eu-1', namespace: 'shared' },
          { name: 'later', cluster: 'gone', namespace: 'shared' },
        ],
        repository: repositoryOf(git.location('shop-two/parcels'))!,
      },
      signal,
    );
    return Object.fromEntries((items ?? []).map(item => [item.id, item]));
  }

  it('says of each need whether it is met, is missing, or why nobody can say', async () => {
    await says({ secrets: { provider: 'vault', keys: ['API_KEY'] } });
    const before = await look();

    expect(before).toMatchObject({
      'ci.permitted': { answer: 'there' },
      'ci.pusher': {
        answer: 'missing',
        note: 'there is no REGISTRY_USERNAME and REGISTRY_PASSWORD',
      },
      'ci.branch': { answer: 'there', note: 'it is not protected' },
      'delivery.reader': { answer: 'there' },
      'delivery.project': { answer: 'there' },
      'namespace.prod': {
        answer: 'missing',
        note: 'eu-1 has no namespace shared',
        environment: 'prod',
      },
      'namespace.later': { answer: 'unreachable' },
      images: { answer: 'denied' },
      'vault-role.prod': { answer: 'missing' },
      'secret.prod.parcels-env': { answer: 'missing' },
    });
    expect(JSON.stringify(before)).not.toMatch(/10\.0\.0\.7|sandbox-|planted/);
    expect(before['namespace.later'].note).toMatch(/^Cluster gone: /);

    // Somebody works through the list.
    await Promise.all(
      ['USERNAME', 'PASSWORD'].map(name =>
        git.ask(`/repos/shop-two/parcels/actions/secrets/REGISTRY_${name}`, {
          method: 'PUT',
          body: JSON.stringify({ data: 'planted-secret' }),
        }),
      ),
    );
    await vault('kv/data/parcels/prod', {
      data: { API_KEY: 'planted-secret' },
    });
    const made = await fetch(
      `${sandbox.addresses.kubernetes['eu-1']}/api/v1/namespaces`,
      {
        method: 'POST',
        headers: {
          authorization: 'Bearer sandbox-kubernetes',
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'shared' },
        }),
      },
    );
    expect(made.status).toBe(201);

    const after = await look();
    expect(after).toMatchObject({
      'ci.pusher': { answer: 'there' },
      'namespace.prod': { answer: 'there' },
      'secret.prod.parcels-env': { answer: 'there' },
    });
    expect(JSON.stringify(after)).not.toContain('planted');
  });

  it('sees that a branch takes no push of the pipeline', async () => {
    await says({});
    await git.ask('/repos/shop-two/parcels/branch_protections', {
      method: 'POST',
      body: JSON.stringify({ rule_name: 'main', enable_push: false }),
    });

    expect((await look())['ci.branch']).toMatchObject({
      answer: 'missing',
      note: 'it takes no push of the pipeline',
    });
  });

  it('cannot ask what the portal is not connected with, and says so', async () => {
    await says({ secrets: { provider: 'vault', keys: ['API_KEY'] } });

    expect(await look({ argocd: {}, vault: {} })).toMatchObject({
      'ci.permitted': { answer: 'there' },
      'delivery.reader': {
        answer: 'unreachable',
        note: 'the portal is connected with no Argo CD',
      },
      'secret.prod.parcels-env': { answer: 'unreachable' },
    });
  });

  it.each([
    [
      'Vault path',
      { secrets: { provider: 'vault', keys: ['A'], path: 'admin' } },
      'secret.prod.parcels-env',
    ],
    [
      'repository',
      {
        delivery: {
          layout: 'central',
          repository: 'https://git.example.org/board/salaries',
        },
      },
      'delivery.reader',
    ],
  ])(
    'never looks at a %s that only the spec names',
    async (_what, spec, id) => {
      await says(spec);

      expect((await look())[id]).toMatchObject({
        answer: 'denied',
        note: expect.stringMatching(/^Slipway/),
      });
    },
  );

  it('takes no word for a service of another name', async () => {
    await git.commit('shop-two/parcels', [
      ['slipway.yaml', 'Say nothing', 'kind: Service\n'],
    ]);
    expect(await look()).toEqual({});
  });
});
