import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { FIRST_BUILD_TAG } from '@slipway/model';
import { parse } from 'yaml';
import { Actions, filesIn } from './__testUtils__/actions';
import { filledIn, type Known } from './__testUtils__/placeholders';
import { TestSandbox } from './__testUtils__/sandbox';
import {
  startStateBackEnd,
  type StateBackEnd,
} from './__testUtils__/stateBackEnd';

const form = {
  name: 'parcels',
  owner: 'group:default/team-web',
  runtime: 'go',
  // The sandbox's pipeline brings its builds to the first of them.
  environments: ['dev', 'staging', 'prod'],
};

const overlay = (environment: string) =>
  `deploy/overlays/${environment}/kustomization.yaml`;

jest.setTimeout(30_000);

type Output = Record<string, any>;
/** What there is before an example runs, and what has to be so after it. */
type Prepared = Known & {
  workspacePath?: string;
  holds(output: Output): Promise<void> | void;
};

describe('The examples of the actions, each executed', () => {
  let sandbox: TestSandbox;
  let actions: Actions;
  let state: StateBackEnd;

  beforeAll(async () => {
    sandbox = await TestSandbox.start();
    const config = sandbox.config();
    actions = new Actions({
      ...config,
      slipway: { create: { ...config.slipway.create, protectBranch: true } },
    });
    state = await startStateBackEnd(path =>
      path.endsWith('/first-day')
        ? { at: '2026-11-20T12:00:00Z', items: [] }
        : { answer: 'absent', at: '2026-11-20T12:00:00Z' },
    );
    actions.slipway = state.url;
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await actions?.end();
    state?.stop();
    await sandbox?.stop();
  });

  const step = async (id: string, input: object, workspacePath?: string) => ({
    output: await actions.run(id, input, { workspacePath }),
  });
  const composed = (values: object = {}) =>
    step('slipway:spec:compose', {
      values: { ...form, type: 'http', ...values },
    });
  /** The specs and the workspace of a service that was rendered. */
  const rendered = async (name = form.name) => {
    const workspacePath = await actions.folder();
    const spec = await composed({ name });
    const { output } = spec;
    await step(
      'slipway:service:generate',
      { spec: output.spec },
      workspacePath,
    );
    return { spec, workspacePath };
  };
  /** The same, in a repository of that name. */
  const published = async (name: string) => {
    const { spec, workspacePath } = await rendered(name);
    const publish = await step(
      'slipway:repository:publish',
      { owner: 'shop', name },
      workspacePath,
    );
    return { spec, publish, workspacePath };
  };
  /** A repository of that name whose images were built. */
  const built = async (name: string, tags: Record<string, string>) => {
    const { workspacePath } = await rendered(name);
    const files = (await filesIn(workspacePath)).map(async path => [
      path,
      await readFile(join(workspacePath, path), 'utf8'),
    ]);
    const texts = Object.fromEntries(await Promise.all(files));
    for (const [environment, tag] of Object.entries(tags)) {
      const path = overlay(environment);
      texts[path] = texts[path].replaceAll(FIRST_BUILD_TAG, tag);
    }
    await sandbox.filled(name, texts);
  };
  const entityAt = (name: string): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/source-location': `url:${sandbox.addresses.gitea}/shop/${name}/src/branch/main/`,
      },
    },
    spec: { owner: form.owner },
  });
  const shows = (entity: Entity) =>
    jest.spyOn(actions.catalog, 'getEntityByRef').mockResolvedValue(entity);
  /** The service of that name, as the templates that change one find it. */
  const found = async (name: string) => {
    shows(entityAt(name));
    return step('slipway:service:find', {
      entityRef: `component:default/${name}`,
    });
  };

  const prepare: Record<string, (() => Promise<Prepared>)[]> = {
    'slipway:spec:compose': [
      async () => ({
        parameters: form,
        holds: ({ spec, repository }) => {
          expect(spec.spec.workload).toMatchObject({ type: 'http' });
          expect(repository.owner).toBe('shop');
        },
      }),
      async () => ({
        holds: ({ spec: { metadata, spec } }) => {
          expect(metadata.owner).toBe('group:default/team-pay');
          expect(spec.workload.type).toBe('worker');
          expect(Object.keys(spec.environments)).toEqual(['dev', 'prod']);
          expect(JSON.stringify(spec.environments.prod)).toMatch(
            /"replicas":2/,
          );
          expect(JSON.stringify(spec.needs)).toMatch(/rabbitmq/);
        },
      }),
    ],
    'slipway:service:generate': [
      async () => {
        const workspacePath = await actions.folder();
        return {
          steps: { spec: await composed() },
          workspacePath,
          holds: async ({ files }) =>
            expect(await filesIn(workspacePath)).toHaveLength(files),
        };
      },
      async () => {
        const workspacePath = await actions.folder();
        return {
          workspacePath,
          holds: async () => {
            const text = await readFile(
              join(workspacePath, 'slipway.yaml'),
              'utf8',
            );
            expect(parse(text)).toMatchObject({
              metadata: { owner: 'group:default/team-pay' },
              spec: { workload: { port: 9000 } },
            });
          },
        };
      },
    ],
    'slipway:service:validate': [
      async () => {
        const { workspacePath } = await rendered();
        return {
          workspacePath,
          holds: async ({ files }) =>
            expect(files).toBe((await filesIn(workspacePath)).length),
        };
      },
    ],
    'slipway:quota:check': [
      async () => {
        const { spec, workspacePath } = await rendered();
        return {
          steps: { spec },
          workspacePath,
          holds: ({ fits, headroom }) => {
            expect(fits).toBe(true);
            expect(headroom).toContain(
              '- prod (parcels-prod): nothing limits it',
            );
          },
        };
      },
    ],
    'slipway:repository:publish': [
      async () => ({
        workspacePath: (await rendered()).workspacePath,
        holds: async ({ commitHash }) => {
          expect(await sandbox.repositories()).toContain('payments');
          expect(commitHash).toMatch(/^[0-9a-f]{40}$/);
        },
      }),
    ],
    'slipway:branch:protect': [
      async () => {
        await sandbox.filled('payments', { 'more.md': 'More\n' });
        const branch = '/repos/shop/payments/branches/main';
        return {
          holds: async output => {
            expect(output).toEqual({ protected: true });
            expect((await sandbox.ask('GET', branch)).protected).toBe(true);
          },
        };
      },
    ],
    'slipway:firstday:check': [
      async () => {
        const entityRef = 'component:default/parcels';
        return {
          steps: {
            spec: await composed(),
            register: { output: { entityRef } },
          },
          holds: ({ checklist }) => {
            expect(state.asked.at(-1)).toBe(
              'POST /v1/entities/component/default/parcels/first-day Bearer',
            );
            expect(checklist).toMatch(/^- Not known: /);
          },
        };
      },
    ],
    'slipway:repository:inspect': [
      async () => {
        await sandbox.filled('mugs', { Dockerfile: 'FROM scratch\n' });
        return {
          parameters: { url: `${sandbox.addresses.gitea}/shop/mugs` },
          holds: ({ added, found: { name } }) =>
            expect({ added, name }).toEqual({ added: false, name: 'mugs' }),
        };
      },
    ],
    'slipway:repository:propose': [
      async () => {
        await sandbox.filled('jugs', { Dockerfile: 'FROM scratch\n' });
        const workspacePath = await actions.folder();
        const run = (id: string, input: object) =>
          step(id, input, workspacePath);
        const inspect = await run('slipway:repository:inspect', {
          url: `${sandbox.addresses.gitea}/shop/jugs`,
        });
        const spec = await run('slipway:spec:compose', {
          values: { owner: form.owner },
          found: inspect.output.found,
        });
        await run('slipway:service:generate', { spec: spec.output.spec });
        return {
          steps: { inspect, spec },
          workspacePath,
          holds: async ({ pullRequestUrl }) =>
            expect(await sandbox.ask('GET', '/repos/shop/jugs/pulls')).toEqual([
              expect.objectContaining({
                html_url: pullRequestUrl,
                head: expect.objectContaining({ ref: 'slipway/add-jugs' }),
              }),
            ]),
        };
      },
    ],
    'slipway:version:propose': [
      async () => {
        await built('cups', {
          staging: '0.2.0-g0000002',
          prod: '0.1.0-g0000001',
        });
        return {
          steps: { service: await found('cups') },
          holds: output =>
            expect(output).toMatchObject({
              before: '0.1.0-g0000001',
              after: '0.2.0-g0000002',
              pullRequestUrl: expect.stringContaining('/shop/cups/pulls/'),
            }),
        };
      },
      async () => {
        await built('bowls', { prod: '0.2.0-g0000002' });
        return {
          steps: { service: await found('bowls') },
          holds: output =>
            expect(output).toMatchObject({
              before: '0.2.0-g0000002',
              after: '0.1.7-g1a2b3c4',
              pullRequestUrl: expect.stringContaining('/shop/bowls/pulls/'),
            }),
        };
      },
    ],
    'slipway:gitops:register': [
      async () => ({
        workspacePath: (await published('plates')).workspacePath,
        holds: async ({ applications }) => {
          expect(applications).toEqual([
            'plates-dev',
            'plates-prod',
            'plates-staging',
          ]);
          expect(await sandbox.applications()).toEqual(
            expect.arrayContaining(applications),
          );
        },
      }),
    ],
    'slipway:catalog:register': [
      async () => {
        const { publish } = await published('pans');
        const target = publish.output.catalogInfoUrl;
        const entity = entityAt('pans');
        const add = jest
          .spyOn(actions.catalog, 'addLocation')
          .mockResolvedValue({ location: {} as any, entities: [entity] });
        jest
          .spyOn(actions.catalog, 'getEntityByRef')
          .mockResolvedValueOnce(undefined)
          .mockResolvedValue({
            ...entity,
            metadata: {
              ...entity.metadata,
              annotations: {
                'backstage.io/managed-by-origin-location': `url:${target}`,
              },
            },
          });
        return {
          steps: { publish },
          holds: ({ entityRef }) => {
            expect(entityRef).toBe('component:default/pans');
            expect(add).toHaveBeenLastCalledWith(
              { type: 'url', target, onConflict: 'refresh' },
              expect.anything(),
            );
          },
        };
      },
    ],
    'slipway:catalog:await': [
      async () => {
        const entity = entityAt('pans');
        const catalogInfoUrl = 'https://git.example.org/catalog-info.yaml';
        const look = shows({
          ...entity,
          metadata: {
            ...entity.metadata,
            annotations: {
              'backstage.io/managed-by-origin-location': `url:${catalogInfoUrl}`,
            },
          },
        }).mockResolvedValueOnce(undefined);
        const entityRef = 'component:default/pans';
        return {
          steps: { register: { output: { entityRef, catalogInfoUrl } } },
          holds: () => expect(look).toHaveBeenCalledTimes(2),
        };
      },
    ],
    'slipway:service:find': [
      async () => {
        await published('forks');
        shows(entityAt('forks'));
        return {
          parameters: { entity: 'component:default/forks', confirm: 'forks' },
          holds: ({ name, repository, whole }) =>
            expect({ name, owner: repository.owner, whole }).toEqual({
              name: 'forks',
              owner: 'shop',
              whole: true,
            }),
        };
      },
    ],
    'slipway:gitops:remove': [
      async () => {
        const { workspacePath } = await published('pots');
        await step('slipway:gitops:register', {}, workspacePath);
        return {
          workspacePath,
          holds: async ({ applications }) => {
            expect(applications).toEqual([
              'pots-dev',
              'pots-prod',
              'pots-staging',
            ]);
            expect(await sandbox.applications()).toEqual(
              expect.not.arrayContaining(applications),
            );
          },
        };
      },
    ],
    'slipway:repository:archive': [
      async () => {
        await published('lids');
        return {
          steps: { service: await found('lids') },
          holds: async () =>
            expect(
              (await sandbox.ask('GET', '/repos/shop/lids')).archived,
            ).toBe(true),
        };
      },
    ],
    'slipway:catalog:unregister': [
      async () => {
        const entity = 'component:default/lids';
        const find = jest
          .spyOn(actions.catalog, 'getLocationByEntity')
          .mockResolvedValue({ id: 'its-location' } as any);
        const remove = jest
          .spyOn(actions.catalog, 'removeLocationById')
          .mockResolvedValue();
        return {
          parameters: { entity },
          holds: () => {
            expect(find).toHaveBeenCalledWith(entity, expect.anything());
            expect(remove).toHaveBeenCalledWith(
              'its-location',
              expect.anything(),
            );
          },
        };
      },
    ],
  };

  it('are all prepared for, none forgotten', () => {
    const { all } = actions;
    const counts = (of: Record<string, unknown[]>) =>
      Object.fromEntries(
        Object.entries(of).map(([id, { length }]) => [id, length]),
      );
    expect(counts(prepare)).toEqual(
      counts(
        Object.fromEntries(
          Object.values(all).map(({ id, examples = [] }) => [id, examples]),
        ),
      ),
    );
  });

  it.each(
    Object.entries(prepare).flatMap(([id, rows]) =>
      rows.map((row, i) => [id, i + 1, row] as const),
    ),
  )('%s, example %i', async (id, number, prepared) => {
    const { holds, workspacePath, ...known } = await prepared();
    const { example } = actions.all[id].examples![number - 1];
    const [one, ...others] = parse(example).steps;
    expect({ action: one.action, others }).toEqual({ action: id, others: [] });
    const input = filledIn(one.input ?? {}, known) as object;
    await holds(await actions.run(id, input, { workspacePath }));
  });
});
