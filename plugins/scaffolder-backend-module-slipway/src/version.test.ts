import { TestPortal } from './__testUtils__/portal';
import { TestSandbox } from './__testUtils__/sandbox';

jest.setTimeout(120_000);

const overlay = (environment: string) =>
  `deploy/overlays/${environment}/kustomization.yaml`;

describe('The template "Promote or roll back", in a portal with the sandbox', () => {
  let sandbox: TestSandbox;
  let portal: TestPortal;
  let built: string;

  const tagIn = async (environment: string, branch = 'main') => {
    const tree = await sandbox.tree('parcels', branch);
    return /newTag: "(.*)"/.exec(tree[overlay(environment)])?.[1] ?? '';
  };

  beforeAll(async () => {
    sandbox = await TestSandbox.start();
    portal = await TestPortal.start(sandbox.config());
    const made = await portal.run('http-api', {
      name: 'parcels',
      owner: 'group:default/team-web',
      runtime: 'go',
      environments: ['dev', 'prod'],
    });
    if (made.status !== 'completed') {
      throw new Error(made.log);
    }
    await portal.until(async () =>
      (built = await tagIn('dev')).startsWith('0.'),
    );
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });

  const pulls = (): Promise<any[]> =>
    sandbox.ask('GET', '/repos/shop/parcels/pulls?state=all');
  const bring = (values: object) =>
    portal.run('bring-version', {
      entity: 'component:default/parcels',
      environment: 'prod',
      ...values,
    });
  const named = (version: string) => bring({ which: 'named', version });

  it('does nothing in a dry run, and says what it would do', async () => {
    const before = await pulls();
    const { status, body } = await portal.dryRun('bring-version', {
      entity: 'component:default/parcels',
      environment: 'prod',
      which: 'named',
      version: '0.0.9-g0000001',
    });
    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(body.log.map((line: any) => line.body.message).join('\n')).toContain(
      'Would open a pull request in shop/parcels: Bring parcels 0.0.9-g0000001 to prod',
    );
    expect(await pulls()).toEqual(before);
  });

  it('rolls back by a pull request on one line, once, however often it is asked', async () => {
    const count = (await pulls()).length;
    const before = await sandbox.tree('parcels');
    const task = await named('0.0.9-g0000001');
    expect(task).toMatchObject({ status: 'completed' });
    const [pull, ...others] = (await pulls()).filter(
      ({ title }) => title === 'Bring parcels 0.0.9-g0000001 to prod',
    );
    expect(others).toEqual([]);
    expect(task.output.links).toEqual([
      expect.objectContaining({ title: 'Pull request', url: pull.html_url }),
    ]);
    const after = await sandbox.tree('parcels', pull.head.ref);
    const differs = Object.keys(after).filter(
      path => after[path] !== before[path],
    );
    expect(differs).toEqual([overlay('prod')]);
    expect(await tagIn('prod', pull.head.ref)).toBe('0.0.9-g0000001');
    // Nothing runs that nobody has decided about.
    expect(await sandbox.tree('parcels')).toEqual(before);

    expect((await named('0.0.9-g0000001')).log).toContain(
      'Found the pull request',
    );
    expect(await pulls()).toHaveLength(count + 1);
    await sandbox.ask(
      'POST',
      `/repos/shop/parcels/pulls/${pull.number}/merge`,
      { Do: 'merge' },
    );
    expect(await tagIn('prod')).toBe('0.0.9-g0000001');
  });

  it('promotes what another environment has, digest and all, and says when there is nothing to do', async () => {
    const task = await bring({ which: 'promote', from: 'dev' });
    expect(task).toMatchObject({ status: 'completed' });
    const [pull] = (await pulls()).filter(({ title }) =>
      title.startsWith(`Bring parcels ${built}`),
    );
    const images = (tree: Record<string, string>, environment: string) =>
      tree[overlay(environment)].split('\nimages:')[1];
    const tree = await sandbox.tree('parcels', pull.head.ref);
    expect(images(tree, 'prod')).toBe(images(tree, 'dev'));
    expect(pull.body).toContain('as dev has it');

    const same = await bring({
      environment: 'dev',
      which: 'named',
      version: built,
      digest: /digest: (\S+)/.exec(images(tree, 'dev'))?.[1],
    });
    expect(same.status).toBe('completed');
    expect(same.log).toContain(`dev of parcels has ${built} already`);
    expect(same.output.text[0].content).toContain('nothing had to be changed');
  });

  it('refuses what it does not know, and what is no tag', async () => {
    const count = (await pulls()).length;
    const unknown = await bring({ which: 'promote', from: 'canary' });
    expect(unknown.status).toBe('failed');
    expect(unknown.log).toContain(
      "parcels has no environment 'canary'; there are dev, prod",
    );
    const hostile = await named('1"\nresources: [x]');
    expect(hostile.status).toBe('failed');
    expect(hostile.log).toContain('is no tag or digest of an image');
    expect(await pulls()).toHaveLength(count);
  });
});
