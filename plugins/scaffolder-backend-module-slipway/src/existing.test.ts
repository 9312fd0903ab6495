import { TestPortal } from './__testUtils__/portal';
import { TestSandbox } from './__testUtils__/sandbox';

jest.setTimeout(120_000);

const carts = {
  'README.md': '# Carts\n\nOurs.\n',
  Dockerfile: 'FROM docker.io/library/node:24\nEXPOSE 3000\nUSER node\n',
  'package.json': '{"dependencies":{"express":"5.1.0","ioredis":"5.4.0"}}',
  'src/server.js': 'app.get("/healthz", ok)',
  '.github/workflows/ci.yaml': 'on: push\n',
};

describe('Adding Slipway to a repository that is there', () => {
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

  const values = (name: string, more: object = {}) => ({
    url: `${sandbox.addresses.gitea}/shop/${name}`,
    owner: 'group:default/team-web',
    ...more,
  });
  const add = (name: string, more?: object) =>
    portal.run('existing-repository', values(name, more));
  const pulls = (name: string) =>
    sandbox.ask('GET', `/repos/shop/${name}/pulls?state=all`);

  it('proposes what is missing, changes nothing that is there, and registers it after the merge', async () => {
    await sandbox.filled('carts', carts);
    const [before] = await sandbox.commits('carts');

    const first = await add('carts');

    expect(first.log).toContain('package.json: needs redis: ioredis');
    expect(first.status).toBe('completed');
    const [pull, ...others] = await pulls('carts');
    expect(others).toEqual([]);
    expect(first.output.links).toEqual([
      expect.objectContaining({ title: 'Pull request', url: pull.html_url }),
    ]);
    expect(pull.body).toContain(
      'its image is built, listens on 3000 (`Dockerfile`)',
    );
    expect(pull.body).toContain(
      '`.github/workflows/ci.yaml`. So there is no pipeline',
    );
    expect(pull.body).toMatch(
      /Whether it fits at its largest.*\n\n(- .*\n?)*- prod \(carts-prod\): /,
    );
    expect(await sandbox.commits('carts')).toEqual([before]);
    expect(await sandbox.applications()).toEqual([]);

    // Run again before anybody has decided: the same request.
    expect((await add('carts')).log).toContain('Found the pull request');
    expect(await pulls('carts')).toHaveLength(1);

    await sandbox.ask('POST', `/repos/shop/carts/pulls/${pull.number}/merge`, {
      Do: 'squash',
    });
    const merged = await sandbox.tree('carts');
    expect(merged).toMatchObject(carts);
    expect(merged['slipway.yaml']).toMatch(/dockerfile: Dockerfile/);
    expect(merged['slipway.yaml']).toMatch(/port: 3000/);
    expect(merged['slipway.yaml']).toMatch(/- \.github\/workflows\/ci\.yaml/);
    expect(merged['.existing/README.md']).toBeUndefined();

    const last = await add('carts');
    expect(last.log).toContain('carts already');
    expect(last.status).toBe('completed');
    expect(await sandbox.applications()).toEqual([
      'carts-dev',
      'carts-prod',
      'carts-staging',
    ]);
    const { body } = await portal.entity('component', 'carts');
    expect(body.metadata.annotations).toHaveProperty([
      'slipway.dev/environments',
    ]);
    expect((await add('carts')).status).toBe('completed');
  });

  it('knows the folder of a service in a repository of several, and another branch', async () => {
    await sandbox.filled(
      'shop',
      {
        'services/tax/go.mod': 'module x\nrequire github.com/lib/pq v1.10.0\n',
        'services/tax/cmd/server/main.go': 'package main\n',
        'services/other/package.json': '{}',
      },
      'trunk',
    );
    const task = await add('shop', { folder: 'services/tax', type: 'worker' });
    expect(task.status).toBe('completed');
    const tree = await sandbox.tree('shop', 'slipway/add-tax');
    expect(tree['services/tax/slipway.yaml']).toMatch(/branch: trunk/);
    expect(tree['services/tax/slipway.yaml']).toMatch(/type: worker/);
    expect(tree['services/tax/slipway.yaml']).toMatch(/source: own/);
    expect(tree['services/tax/Dockerfile']).toMatch(/golang/);
    expect(
      Object.keys(tree).filter(path => path.startsWith('services/tax/cmd/')),
    ).toEqual(['services/tax/cmd/server/main.go']);
    const [pull] = await pulls('shop');
    expect(pull.base.ref).toBe('trunk');
  });

  it('makes a job of it at the times that were said', async () => {
    await sandbox.filled('nights', carts);
    const chosen = { type: 'job', schedule: '30 2 * * *' };
    const task = await add('nights', chosen);
    expect(task.status).toBe('completed');
    const tree = await sandbox.tree('nights', 'slipway/add-nights');
    expect(tree['slipway.yaml']).toMatch(/type: job/);
    expect(tree['slipway.yaml']).toMatch(/schedule: '?30 2 \* \* \*/);
    expect(tree['slipway.yaml']).not.toMatch(/port:|probes:/);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['nothing', {}, /is empty: create the service with one of the other/],
    ['words', { 'README.md': '# Words' }, /Nothing in shop\/words tells how/],
    [
      'manifests',
      { Dockerfile: 'FROM scratch\n', 'deploy/base/kustomization.yaml': '' },
      /deploy\/base\/kustomization.yaml: is there already/,
    ],
  ])(
    'refuses a repository of %s, and changes nothing',
    async (name, files, why) => {
      await sandbox.filled(name, files);
      const task = await add(name);
      expect(task.status).toBe('failed');
      expect(task.log).toMatch(why);
      expect(await pulls(name)).toEqual([]);
    },
  );

  it('refuses one that is archived, is not there, or has no such folder', async () => {
    await sandbox.filled('old', carts);
    await sandbox.ask('PATCH', '/repos/shop/old', { archived: true });
    expect((await add('old')).log).toMatch(/shop\/old is archived/);
    expect((await add('nowhere')).log).toMatch(
      /has no repository shop\/nowhere/,
    );
    expect((await add('carts', { folder: '../x' })).log).toMatch(
      /"..\/x" is no folder/,
    );
    expect((await add('shop', { folder: 'x' })).log).toMatch(
      /shop\/shop has no folder x/,
    );
  });

  it('does not touch a branch that somebody went on with', async () => {
    await sandbox.filled('mugs', carts);
    await sandbox.push('mugs', { 'a.txt': 'theirs' }, 'slipway/add-mugs');
    const task = await add('mugs');
    expect(task.log).toMatch(/has a branch slipway\/add-mugs already/);
    expect(await sandbox.tree('mugs', 'slipway/add-mugs')).toEqual({
      ...carts,
      'a.txt': 'theirs',
    });
  });

  it('writes nothing through a link of the repository', async () => {
    await sandbox.filled('links', carts, 'main', { docs: '/tmp' });
    const task = await add('links');
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(/through a link of the repository/);
    expect(await pulls('links')).toEqual([]);
  });

  it('shows in a dry run what would be added, and nothing of what is there', async () => {
    await sandbox.filled('dry', carts);
    const { status, body } = await portal.dryRun(
      'existing-repository',
      values('dry'),
    );
    expect({ status, error: body.error }).toEqual({ status: 200 });
    const paths = body.directoryContents.map((file: any) => file.path);
    expect(paths).toContain('slipway.yaml');
    expect(paths.filter((path: string) => path in carts)).toEqual([]);
    expect(await pulls('dry')).toEqual([]);
  });
});
