import { TestPortal } from './__testUtils__/portal';
import { TestSandbox } from './__testUtils__/sandbox';

jest.setTimeout(120_000);

const theirs = { 'README.md': '# What runs where\n' };

describe('A service whose manifests lie in the GitOps repository of the platform', () => {
  let sandbox: TestSandbox;
  let portal: TestPortal;

  beforeAll(async () => {
    sandbox = await TestSandbox.start();
    portal = await TestPortal.start(sandbox.config());
    await sandbox.filled('gitops', theirs);
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });

  const create = (name: string, delivery: object = {}) =>
    portal.run('http-api', {
      name,
      owner: 'group:default/team-web',
      runtime: 'go',
      spec: {
        delivery: {
          layout: 'central',
          repository: `${sandbox.url}/shop/gitops`,
          ...delivery,
        },
      },
    });
  const pulls = () => sandbox.ask('GET', '/repos/shop/gitops/pulls?state=all');
  const merge = async (number: number) =>
    sandbox.ask('POST', `/repos/shop/gitops/pulls/${number}/merge`, {
      Do: 'squash',
    });

  it('asks for them there, registers once they are merged, and ends with the service', async () => {
    const first = await create('parcels');

    expect(first.status).toBe('completed');
    const [pull, ...others] = await pulls();
    expect(others).toEqual([]);
    expect(pull.title).toBe('Deploy parcels');
    expect(first.output.links).toContainEqual(
      expect.objectContaining({
        title: 'Pull request for its deployment',
        url: pull.html_url,
      }),
    );
    expect(first.output.text[1].title).toBe('Before it is deployed');
    expect(await sandbox.applications()).toEqual([]);
    expect((await portal.entity('component', 'parcels')).status).toBe(200);
    const own = await sandbox.tree('parcels');
    expect(own['slipway.yaml']).toMatch(/layout: central/);
    expect(
      Object.keys(own).filter(path =>
        /^(deploy\/(?!local\/)|\.gitops)/.test(path),
      ),
    ).toEqual([]);
    expect(await sandbox.tree('gitops')).toEqual(theirs);

    // Nobody has decided yet.
    expect((await create('parcels')).log).toContain('Found the pull request');
    await merge(pull.number);
    const merged = await sandbox.tree('gitops');
    expect(merged).toMatchObject(theirs);
    expect(merged).toHaveProperty(['overlays/prod/parcels/kustomization.yaml']);

    const last = await create('parcels');
    expect(last.status).toBe('completed');
    expect(last.log).toContain('has what it needs for parcels');
    expect(last.output.links.map(({ title }: any) => title)).toEqual([
      'Repository',
      'In the catalog',
      'Deployment',
    ]);
    expect(await sandbox.applications()).toEqual(
      ['dev', 'prod', 'staging'].map(one => `parcels-${one}`),
    );
    expect(await pulls()).toHaveLength(1);

    const ended = await portal.run('retire-service', {
      entity: 'component:default/parcels',
      confirm: 'parcels',
    });
    expect(ended.status).toBe('completed');
    expect(ended.log).toContain('in the GitOps repository deploys nothing');
    expect(await sandbox.applications()).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    [
      'flux',
      { engine: 'flux' },
      /kubectl apply -f flux\/letters-flux\/<environment>\.yaml, once/,
    ],
    [
      'kubectl',
      { engine: 'kubectl' },
      /kubectl apply -k overlays\/<environment>\/letters-kubectl/,
    ],
  ])(
    'says what is done by hand where %s delivers',
    async (engine, delivery, said) => {
      const service = `letters-${engine}`;
      await create(service, delivery);
      const [newest] = await pulls();
      await merge(newest.number);
      const task = await create(service, delivery);
      expect(task.status).toBe('completed');
      expect(task.log).toMatch(said);
    },
  );

  it('goes on when the platform has a newer version by the time that it is merged', async () => {
    await create('labels');
    const [pull] = await pulls();
    const lock = 'base/labels/.slipway/lock';
    const before = (await sandbox.tree('gitops', 'slipway/labels'))[lock];
    await sandbox.push(
      'gitops',
      { [lock]: before.replace(/digest: \S+/, 'digest: sha256:older') },
      'slipway/labels',
      {},
      'slipway/labels',
    );
    expect((await create('labels')).log).toContain('Found the pull request');
    await merge(pull.number);
    const task = await create('labels');
    expect(task.status).toBe('completed');
    expect(await sandbox.applications()).toContain('labels-prod');
  });

  it('changes nothing that is there, and says who is in the way', async () => {
    await sandbox.push(
      'gitops',
      { 'base/stamps/kustomization.yaml': 'resources: []\n' },
      'main',
    );
    const task = await create('stamps');
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /base\/stamps\/kustomization\.yaml is there already/,
    );
    expect(
      (await create('mugs', { repository: `${sandbox.url}/shop/nowhere` })).log,
    ).toMatch(/GitOps repository shop\/nowhere is not on/);
  });

  it('shows in a dry run what goes where', async () => {
    const { body } = await portal.dryRun('http-api', {
      name: 'trial',
      owner: 'group:default/team-web',
      runtime: 'go',
      spec: {
        delivery: {
          layout: 'central',
          repository: `${sandbox.url}/shop/gitops`,
        },
      },
    });
    expect(body.directoryContents.map((file: any) => file.path)).toEqual(
      expect.arrayContaining([
        'slipway.yaml',
        '.gitops/overlays/prod/trial/kustomization.yaml',
      ]),
    );
  });
});
