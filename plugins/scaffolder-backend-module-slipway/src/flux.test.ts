import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { TestPortal } from './__testUtils__/portal';
import { TestSandbox } from './__testUtils__/sandbox';

jest.setTimeout(120_000);

const theirs = { 'clusters/eu-1/flux.yaml': '# Flux itself\n' };

describe("A service that Flux delivers from the service's own repository", () => {
  let sandbox: TestSandbox;
  let portal: TestPortal;
  let bundle: string;

  beforeAll(async () => {
    sandbox = await TestSandbox.start();
    bundle = await mkdtemp(join(tmpdir(), 'slipway-bundle-'));
    await writeFile(
      join(bundle, 'bundle.yaml'),
      stringify({
        name: 'acme',
        version: '1.0.0',
        defaults: { delivery: { engine: 'flux' } },
        flux: {
          namespace: 'flux-system',
          repository: {
            url: `${sandbox.url}/shop/fleet`,
            paths: { 'eu-1': './clusters/eu-1/' },
          },
        },
      }),
    );
    const config = sandbox.config();
    portal = await TestPortal.start({
      ...config,
      slipway: { ...config.slipway, platform: { bundle } },
    });
    await sandbox.filled('fleet', theirs);
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
    await rm(bundle, { recursive: true, force: true });
  });

  const form = (name: string) => ({
    name,
    owner: 'group:default/team-web',
    runtime: 'go',
  });
  const create = (name: string) => portal.run('http-api', form(name));
  const pulls = () => sandbox.ask('GET', '/repos/shop/fleet/pulls?state=all');

  it('asks once in the repository that its clusters read, and knows when that is merged', async () => {
    const first = await create('parcels');

    expect(first.status).toBe('completed');
    const [pull, ...others] = await pulls();
    expect(others).toEqual([]);
    expect(pull.title).toBe('Let Flux deliver parcels');
    expect(first.output.links).toContainEqual(
      expect.objectContaining({ url: pull.html_url }),
    );
    expect(await sandbox.applications()).toEqual([]);
    expect(await sandbox.tree('fleet')).toEqual(theirs);

    expect((await create('parcels')).log).toContain('Found the pull request');
    await sandbox.ask('POST', `/repos/shop/fleet/pulls/${pull.number}/merge`, {
      Do: 'squash',
    });
    const merged = await sandbox.tree('fleet');
    const own = await sandbox.tree('parcels');
    // Its own cluster is a developer's, and nobody said where that reads.
    expect(merged).toEqual({
      ...theirs,
      'clusters/eu-1/parcels-staging.yaml': own['deploy/flux/staging.yaml'],
      'clusters/eu-1/parcels-prod.yaml': own['deploy/flux/prod.yaml'],
    });

    const last = await create('parcels');
    expect(last.status).toBe('completed');
    expect(last.log).toContain('has what it needs for parcels');
    expect(await pulls()).toHaveLength(1);
  });

  it('touches nothing where somebody else has such a file', async () => {
    await sandbox.push(
      'fleet',
      { 'clusters/eu-1/stamps-prod.yaml': 'kind: Other\n' },
      'main',
    );
    const task = await create('stamps');

    expect(task.status).toBe('failed');
    expect(task.log).toContain('shop/fleet has another stamps already');
    expect(await pulls()).toHaveLength(1);
  });

  it('asks nobody in a dry run', async () => {
    const { status, body } = await portal.dryRun('http-api', form('trial'));

    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(JSON.stringify(body.log)).toContain('Would open a pull request in');
    expect(await pulls()).toHaveLength(1);
  });
});
