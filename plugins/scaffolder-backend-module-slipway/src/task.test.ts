import { TestPortal, type Outcome } from './__testUtils__/portal';
import { TestSandbox } from './__testUtils__/sandbox';

jest.setTimeout(120_000);

describe('The template "HTTP API", in a portal with the sandbox', () => {
  let sandbox: TestSandbox;
  let portal: TestPortal;

  beforeAll(async () => {
    sandbox = await TestSandbox.start();
    portal = await TestPortal.start(sandbox.config());
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });

  const create = (values: object): Promise<Outcome> =>
    portal.run('http-api', values);

  const form = (name: string) => ({
    name,
    owner: 'group:default/team-web',
    system: 'system:default/shop',
    description: 'Tells where a parcel is: "now", and $(when) {{ it }} comes',
    runtime: 'go',
  });

  const applicationsOf = (name: string) =>
    ['dev', 'prod', 'staging'].map(environment => `${name}-${environment}`);

  it('walks from the form to repository, Argo CD and catalog', async () => {
    const task = await create(form('parcels'));

    expect(task).toMatchObject({ status: 'completed' });
    expect(task.output.links).toEqual([
      expect.objectContaining({
        title: 'Repository',
        url: `${sandbox.addresses.gitea}/shop/parcels`,
      }),
      expect.objectContaining({ entityRef: 'component:default/parcels' }),
      expect.objectContaining({
        url: 'https://argocd.example.org/applications/argocd/parcels-dev',
      }),
    ]);
    expect(task.output.text[0].content).toMatch(
      /until it runs\.\n\n- [^]+\n- Not known: Argo CD may read http:\S+\/shop\/parcels\.\n/,
    );
    expect(await sandbox.applications()).toEqual(applicationsOf('parcels'));
    const shown = await portal.entity('component', 'parcels');
    expect(shown.body.spec).toMatchObject({
      owner: 'group:default/team-web',
      system: 'system:default/shop',
    });
    expect(task.log).not.toMatch(/sandbox-argocd|Basic |:sandbox@|\/tmp\//);
  });

  it('is in the audit log, with who made what', async () => {
    await portal.until(async () =>
      portal.audit.some(({ meta }) => meta?.actionType === 'execution'),
    );
    const told = portal.audit.filter(
      ({ plugin, meta }) => plugin === 'scaffolder' && meta?.createdBy,
    );
    expect(told.map(({ eventId }) => eventId)).toEqual([
      'slipway-repository-publish',
      'slipway-branch-protect',
      'slipway-catalog-register',
      'slipway-gitops-register',
      // The scaffolder's own, of the whole task.
      'task',
    ]);
    const [publish, , catalog, gitops, task] = told.map(({ meta }) => meta);
    expect(publish).toEqual({
      createdBy: 'user:default/mock',
      taskId: task.taskId,
      host: new URL(sandbox.addresses.gitea).host,
      owner: 'shop',
      name: 'parcels',
      commitHash: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(catalog.entityRef).toBe('component:default/parcels');
    expect(gitops.applications).toEqual(applicationsOf('parcels'));
    expect(task).toMatchObject({
      actionType: 'execution',
      createdBy: 'user:default/mock',
      templateRef: 'template:default/http-api',
    });
    expect(JSON.stringify(told)).not.toMatch(
      /sandbox-argocd|:sandbox@|\/tmp\//,
    );
  });

  it('goes on where it stopped when Argo CD was down, without duplicates', async () => {
    await sandbox.fault('argocd', 'refuse');
    const failed = await create(form('letters'));
    expect(failed.status).toBe('failed');
    expect(failed.log).toContain(
      "Argo CD instance 'sandbox' cannot be reached",
    );
    expect(failed.log).toContain('choose "Retry"');
    expect(failed.log).not.toContain(sandbox.addresses.argocd);
    const commits = await sandbox.commits('letters');

    await sandbox.mend();
    await portal.api('POST', `/api/scaffolder/v2/tasks/${failed.id}/retry`, {});
    await portal.until(async () =>
      (await portal.outcome(failed.id)).log.includes('The catalog has'),
    );
    const again = await portal.outcome(failed.id);
    expect(again.status).toBe('completed');
    expect(again.log).toContain('is filled already, by an earlier run');

    expect((await sandbox.repositories()).filter(n => n === 'letters')).toEqual(
      ['letters'],
    );
    expect(await sandbox.commits('letters')).toEqual(
      expect.arrayContaining(commits),
    );
    expect(
      (await sandbox.commits('letters')).filter(m => /golden path/.test(m)),
    ).toHaveLength(1);
    expect(await sandbox.applications()).toEqual(
      expect.arrayContaining(applicationsOf('letters')),
    );
  });

  it('goes on when the repository host was down', async () => {
    await sandbox.fault('gitea', 'refuse');
    const failed = await create(form('stamps'));
    expect(failed.status).toBe('failed');
    expect(failed.log).toMatch(/The Git host \S+ cannot be reached, asked to/);

    await sandbox.mend();
    const again = await create(form('stamps'));
    expect(again.status).toBe('completed');
  });

  it('does the same again without changing anything', async () => {
    // The pipeline commits tags on its own.
    const ofTasks = async () =>
      (await sandbox.commits('parcels')).filter(m => !m.startsWith('Deploy '));
    const before = await ofTasks();
    const again = await create(form('parcels'));

    expect(again.status).toBe('completed');
    expect(await ofTasks()).toEqual(before);
    const { body } = await portal.api('GET', '/api/catalog/locations');
    const registered = body.filter(({ data }: any) =>
      data.target.includes('/shop/parcels/'),
    );
    expect(registered).toHaveLength(1);
  });

  it('tells everything that is wrong with a form at once, and makes nothing', async () => {
    const task = await create({
      ...form('Parcels; rm -rf /'),
      owner: 'group:default/team-wb',
      system: 'system:default/shoop',
    });

    expect(task.status).toBe('failed');
    expect(task.log).toContain('A name has 3 to 40 lower-case letters');
    expect(task.log).toContain('the catalog has no group:default/team-wb');
    expect(task.log).toContain('Write team-web');
    expect(task.log).toContain('the catalog has no system:default/shoop');
    expect(task.log).toContain('nothing was created');
    expect(await sandbox.repositories()).toEqual([
      'letters',
      'parcels',
      'stamps',
    ]);
  });

  it('refuses a name whose repository is of other values, and says whose it is', async () => {
    const task = await create({ ...form('parcels'), environments: ['dev'] });

    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      "holds the service 'parcels' of group:default/team-web",
    );
    expect(await sandbox.applications()).toEqual(
      expect.arrayContaining(applicationsOf('parcels')),
    );
  });

  it.each([
    'http-api',
    'graphql-subgraph',
    'graphql-router',
    'grpc-api',
    'realtime',
    'worker',
    'job',
    'web',
    'existing-image',
  ])(
    'gives the whole tree of %s in a dry run, and makes nothing',
    async name => {
      const only: Record<string, string> = {
        web: 'nextjs',
        'graphql-subgraph': 'kotlin',
      };
      const images: Record<string, object> = {
        'existing-image': {
          image: 'ghcr.io/shop/trial:1.4.2',
          type: 'job',
          schedule: '0 3 * * *',
        },
        'graphql-router': { subgraphs: ['component:default/payments'] },
      };
      const before = await sandbox.repositories();
      const { runtime, ...common } = form('trial');
      const { status, body } = await portal.dryRun(name, {
        ...common,
        ...(images[name] ?? { runtime: only[name] ?? runtime }),
        ...(name === 'job' ? { schedule: '0 3 * * *' } : {}),
      });

      expect({ status, error: body.error }).toEqual({ status: 200 });
      const paths = body.directoryContents.map((file: any) => file.path);
      expect(paths).toEqual(
        expect.arrayContaining([
          'slipway.yaml',
          'catalog-info.yaml',
          'deploy/overlays/prod/kustomization.yaml',
        ]),
      );
      expect(paths.includes('Dockerfile')).toBe(name !== 'existing-image');
      expect(body.output.links).toContainEqual(
        expect.objectContaining({ title: 'Repository' }),
      );
      expect(await sandbox.repositories()).toEqual(before);
    },
  );
});
