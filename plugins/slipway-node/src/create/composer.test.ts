import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { loadBuiltInBundle } from '@slipway/skeletons';
import { createPlatform } from '../platform';
import { createComposer } from './composer';
import type { ServiceForm } from './form';

const portal = {
  integrations: {
    gitea: [{ host: 'git.example.org', baseUrl: 'https://git.example.org/' }],
    gitlab: [
      { host: 'gitlab.example.org', apiBaseUrl: 'https://x/api', token: 't' },
    ],
  },
  slipway: {
    create: { repository: { host: 'git.example.org', owner: 'shop' } },
  },
};

const form: ServiceForm = {
  name: 'parcels',
  owner: 'group:default/team-web',
  runtime: 'go',
  type: 'http',
};

const up = { path: '/up' };
const probes = { startup: up, liveness: up, readiness: up };

function compose(values: ServiceForm, config: object = portal) {
  return createComposer({
    config: mockServices.rootConfig({ data: config }),
    platform: createPlatform(loadBuiltInBundle),
  }).compose(values);
}

describe('From a form to a spec', () => {
  it('needs a name, an owner, a shape and a runtime; the rest is the platform’s', async () => {
    const { findings, repository, spec } = await compose(form);

    expect(findings).toEqual([]);
    expect(repository?.url).toBe('https://git.example.org/shop/parcels');
    expect(spec).toEqual({
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Service',
      metadata: { name: 'parcels', owner: 'group:default/team-web' },
      spec: {
        runtime: 'go',
        workload: { type: 'http' },
        environments: {
          dev: { cluster: 'local' },
          staging: { cluster: 'eu-1' },
          prod: { cluster: 'eu-1' },
        },
        repository: {
          host: 'gitea',
          url: 'https://git.example.org/shop/parcels',
        },
      },
    });
  });

  it('takes a list of environments that nobody touched for none', async () => {
    const { spec } = await compose({ ...form, environments: [], needs: [] });

    expect(spec).toEqual((await compose(form)).spec);
  });

  it('takes what is folded away as what is not', async () => {
    const more = { system: 'system:default/shop', description: 'Tells' };
    const { spec } = await compose({ ...form, more });

    expect(spec).toEqual((await compose({ ...form, ...more })).spec);
  });

  it('takes environments with whatever they say, names of clusters from the platform, and needs by their types', async () => {
    const { service, findings } = await compose({
      ...form,
      environments: [
        'dev',
        { name: 'prod', scaling: { min: 2, max: 6 } },
        { name: 'canary', cluster: 'eu-1' },
      ],
      needs: ['postgres', 's3'],
      spec: { workload: { port: 9000 } },
    });

    expect(findings).toEqual([]);
    expect(service?.spec.environments).toEqual({
      dev: { cluster: 'local' },
      prod: { cluster: 'eu-1', scaling: { min: 2, max: 6 } },
      canary: { cluster: 'eu-1' },
    });
    expect(service?.spec.needs).toEqual({
      db: { type: 'postgres' },
      files: { type: 's3' },
    });
    expect(service?.spec.workloads.main).toEqual({ type: 'http', port: 9000 });
  });

  it('composes a graph of services as the catalog refers to them', async () => {
    const { findings, service } = await compose({
      ...form,
      runtime: 'container',
      subgraphs: ['component:default/assistant', 'carts'],
    });

    expect(findings).toEqual([]);
    expect(service?.spec.workloads.main).toEqual({
      type: 'http',
      router: { subgraphs: { assistant: {}, carts: {} } },
    });
  });

  it.each<[string, object]>([
    ['http', { port: 3000, probes }],
    ['realtime', { port: 3000, probes }],
    ['web', { port: 3000, probes }],
    ['grpc', { port: 3000 }],
    ['worker', {}],
    ['job', { schedule: '0 3 * * *' }],
  ])(
    'takes of an image of type %s what such a one has, and not what was filled in before it was chosen',
    async (type, has) => {
      const { findings, service } = await compose({
        ...form,
        runtime: 'container',
        image: 'ghcr.io/shop/parcels:1.4.2',
        type,
        port: 3000,
        health: '/up',
        schedule: '0 3 * * *',
      });

      expect(findings).toEqual([]);
      expect(service?.spec.workloads.main).toEqual({ type, ...has });
    },
  );

  it('takes an image that nobody says more of for one that answers HTTP', async () => {
    const { service } = await compose({
      ...form,
      type: undefined,
      runtime: 'container',
      image: 'ghcr.io/shop/parcels:1.4.2',
      port: 3000,
    });

    expect(service?.spec.workloads.main).toEqual({ type: 'http', port: 3000 });
  });

  it('knows the other Git hosts of the portal by their names', async () => {
    const repository = { host: 'gitlab.example.org', owner: 'shop/web' };
    const { service } = await compose({ ...form, repository });

    expect(service?.spec.repository).toEqual({
      host: 'gitlab',
      url: 'https://gitlab.example.org/shop/web/parcels',
    });
  });

  it.each<[string, Partial<ServiceForm>, object, RegExp]>([
    [
      'a Git host that the portal does not know',
      { repository: { host: 'git.example.com' } },
      portal,
      /no Git host 'git.example.com'.*Write git.example.org/,
    ],
    [
      'that several could be meant',
      {},
      { ...portal, slipway: {} },
      /not said which Git host.*Choose one of git.example.org, /,
    ],
    [
      'that nobody said whose it is',
      {},
      { integrations: { gitea: portal.integrations.gitea } },
      /which organization.*slipway\.create\.repository\.owner/,
    ],
    [
      'an owner that leads elsewhere',
      { repository: { owner: '../../x' } },
      portal,
      /cannot be the owner/,
    ],
    [
      'two environments of one name, of which one would be lost',
      { environments: ['dev', { name: 'dev', cluster: 'eu-1' }] },
      portal,
      /several environments 'dev'. Keep one/,
    ],
    ['everything else, too', { name: 'A', owner: '' }, portal, /3 to 40 /],
  ])('tells %s', async (_what, values, config, said) => {
    const { findings, service } = await compose({ ...form, ...values }, config);
    const told = findings
      .map(({ message, remedy }) => `${message}. ${remedy}`)
      .join('\n');

    expect(told).toMatch(said);
    expect(service).toBeUndefined();
    expect(told).not.toContain('unnamed');
  });

  it('has findings, and no failure, for whatever else a form may hold', async () => {
    const { compose: composed } = createComposer({
      config: mockServices.rootConfig({ data: portal }),
      platform: createPlatform(loadBuiltInBundle),
    });
    const fields = [...Object.keys(form), 'environments', 'needs', 'spec'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          ...fields,
          'repository',
          'more',
          'image',
          'schedule',
          'port',
          'health',
          'subgraphs',
        ),
        fc.jsonValue({ maxDepth: 2 }),
        async (field, value) => {
          const { findings, service } = await composed({
            ...form,
            [field]: value,
          } as ServiceForm);
          expect(Boolean(service)).toBe(findings.length === 0);
        },
      ),
      // An object that has no text was found among the others once in thousands.
      {
        numRuns: 300,
        examples: [
          ['name', { toString: null }],
          ['type', { toString: '' }],
        ],
      },
    );
  });
});
