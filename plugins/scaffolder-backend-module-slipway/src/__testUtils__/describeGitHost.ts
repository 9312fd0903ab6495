/* eslint-disable jest/no-export -- a suite that runs against more than one server */
import { Actions } from './actions';
import type { TestGitea } from './gitea';

const form = {
  owner: 'group:default/team-web',
  runtime: 'go',
  type: 'http',
};

export interface StartedHost {
  kind: 'gitea' | 'github' | 'gitlab';
  /** Its address, as people see it. */
  url: string;
  /** What keeps its repositories. */
  gitea: TestGitea;
  integrations: Record<string, object[]>;
  stop(): Promise<void>;
}

/** What a Git host has to do for a service to be published to it: one suite for stand-ins and real ones. */
export function describeGitHost(
  hostName: string,
  start: () => Promise<StartedHost>,
) {
  describe(`Publishing to ${hostName}`, () => {
    let host: StartedHost;
    let gitea: TestGitea;
    let actions: Actions;
    let config: any;

    beforeAll(async () => {
      host = await start();
      gitea = host.gitea;
      config = {
        integrations: host.integrations,
        slipway: { create: { repository: { owner: 'shop' } } },
      };
      actions = new Actions(config);
    });
    afterAll(async () => {
      await actions?.end();
      await host?.stop();
    });

    const rendered = async (name: string, more: object = {}) => {
      const workspacePath = await actions.folder();
      const { spec } = await actions.run('slipway:spec:compose', {
        values: { ...form, name, ...more },
      });
      await actions.run(
        'slipway:service:generate',
        { spec },
        { workspacePath },
      );
      return workspacePath;
    };
    const publish = (workspacePath: string, name: string, owner = 'shop') =>
      actions.run(
        'slipway:repository:publish',
        { owner, name, description: 'Tells where a parcel is' },
        { workspacePath },
      );

    it('makes a repository that nobody else reads, and recognizes it afterwards', async () => {
      const first = await publish(await rendered('parcels'), 'parcels');

      const { url } = host;
      expect(first.remoteUrl).toBe(`${url}/shop/parcels`);
      expect(first.commitHash).toMatch(/^[0-9a-f]{40}$/);
      expect(await gitea.ask('GET', '/repos/shop/parcels')).toMatchObject({
        private: true,
        description: 'Tells where a parcel is',
      });
      const again = await publish(await rendered('parcels'), 'parcels');
      expect(again.catalogInfoUrl).toBe(first.catalogInfoUrl);
      expect(
        (await gitea.commits('parcels')).filter(m => /golden path/.test(m)),
      ).toHaveLength(1);
    });

    it('goes on with a repository that was made and stayed empty', async () => {
      await gitea.ask('POST', '/orgs/shop/repos', { name: 'letters' });
      const { commitHash } = await publish(
        await rendered('letters'),
        'letters',
      );
      expect(commitHash).toMatch(/^[0-9a-f]{40}$/);
    });

    it('never writes to one of other values, and says whose it is', async () => {
      await publish(await rendered('stamps'), 'stamps');
      const commits = await gitea.commits('stamps');
      await expect(
        publish(await rendered('stamps', { needs: ['redis'] }), 'stamps'),
      ).rejects.toThrow(
        /holds the service 'stamps' of group:default\/team-web/,
      );
      expect(
        (await gitea.commits('stamps')).filter(m => /golden path/.test(m)),
      ).toEqual(commits.filter(m => /golden path/.test(m)));
    });

    it('says that an owner is not there, or is none', async () => {
      const folder = await rendered('parcels');
      await expect(publish(folder, 'parcels2', 'shoop')).rejects.toThrow(
        /has no organization 'shoop'/,
      );
      await expect(publish(folder, 'parcels2', '../x')).rejects.toThrow(
        /owner "..\/x" cannot be part/,
      );
    });

    it('asks the people of one that is there to take a service, and finds what it asked', async () => {
      await gitea.filled(
        'mugs',
        { Dockerfile: 'FROM scratch\nEXPOSE 8081\n' },
        'trunk',
      );
      const { url } = host;
      const propose = async () => {
        const workspacePath = await actions.folder();
        const run = (id: string, input: object) =>
          actions.run(id, input, { workspacePath });
        const { found, repository } = (await run('slipway:repository:inspect', {
          url: `${url}/shop/mugs`,
        })) as any;
        const { spec } = await run('slipway:spec:compose', {
          values: { owner: form.owner },
          found,
        });
        await run('slipway:service:generate', { spec });
        return run('slipway:repository:propose', {
          host: repository.host,
          owner: repository.owner,
          name: repository.name,
          base: repository.branch,
          branch: 'slipway/add-mugs',
          title: 'Add Slipway',
        });
      };
      const { pullRequestUrl } = await propose();
      const pulls = () => gitea.ask('GET', '/repos/shop/mugs/pulls');
      expect(await pulls()).toEqual([
        expect.objectContaining({
          html_url: pullRequestUrl,
          base: expect.objectContaining({ ref: 'trunk' }),
        }),
      ]);
      expect((await propose()).pullRequestUrl).toBe(pullRequestUrl);
      expect(await pulls()).toHaveLength(1);
    });

    it('archives one, and recognizes one that is archived or gone', async () => {
      await gitea.ask('POST', '/orgs/shop/repos', { name: 'old' });
      const archive = (name: string) =>
        actions.run('slipway:repository:archive', { owner: 'shop', name });
      await archive('old');
      expect(await gitea.ask('GET', '/repos/shop/old')).toMatchObject({
        archived: true,
      });
      await archive('old');
      await archive('nowhere');
    });

    it('protects the branch where the platform wants that, once, and lets pushes through', async () => {
      await gitea.filled('plates', { 'README.md': '# Plates\n' });
      const protect = async (create: object) => {
        const set = new Actions({ ...config, slipway: { create } });
        const output = await set.run('slipway:branch:protect', {
          owner: 'shop',
          name: 'plates',
        });
        await set.end();
        return output;
      };
      const branch = () => gitea.ask('GET', '/repos/shop/plates/branches/main');

      expect(await protect({})).toEqual({ protected: false });
      expect((await branch()).protected).toBe(false);
      for (let time = 0; time < 2; time++) {
        expect(await protect({ protectBranch: true })).toEqual({
          protected: true,
        });
      }
      expect(await branch()).toMatchObject({ protected: true });
      await gitea.push('plates', { 'more.md': 'More\n' }, 'main', {}, 'main');
    });

    it('says that its credentials are refused, and not which', async () => {
      const wrong = structuredClone(config);
      Object.assign(
        wrong.integrations[host.kind][0],
        host.kind === 'gitea'
          ? { password: 'wrong-password' }
          : { token: 'wrong-token' },
      );
      const others = new Actions(wrong);
      const run = others.run(
        'slipway:repository:publish',
        { owner: 'shop', name: 'parcels' },
        { workspacePath: await rendered('parcels') },
      );
      await expect(run).rejects.toThrow(/refused the portal's credentials/);
      await expect(run).rejects.not.toThrow(/wrong-/);
      await others.end();
    });
  });
}
