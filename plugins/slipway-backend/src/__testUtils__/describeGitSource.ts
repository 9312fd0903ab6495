/* eslint-disable jest/no-export, jest/no-standalone-expect -- a suite that is held to several servers */
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { PlatformBundle } from '@slipway/model';
import { Fact, SourceHealth } from '@slipway/plugin-slipway-common';
import { KnownEntity } from '../entities/EntityDirectory';
import { GitSource } from '../sources/git/GitSource';
import { Revisioned, StateDocument } from '../store';
import { FakeClock, until } from './FakeClock';
import { GitWorld, GiteaAddress } from './GitWorld';
import { deployedDocument } from './documents';
import { listening } from './listening';

const MINUTES = 60_000;
const bundle = { name: 'shop', version: '1.1.0' } as PlatformBundle;

/** What the source says of what runs, held to the sandbox's Gitea and to the real one. */
export function describeGitSource(
  name: string,
  startGitea: () => Promise<GiteaAddress>,
) {
  describe(`the Git source with ${name}`, () => {
    let world: GitWorld;
    let history: string[];
    let clock: FakeClock;
    let entities: KnownEntity[];
    let documents: Revisioned<StateDocument>[];
    /** Commits of what ran once. */
    let past: string[];
    let facts: Map<string, Fact<'commits'>>;
    let goldenPaths: Map<string, Fact<'goldenPath'>>;
    let health: SourceHealth[];
    let controller: AbortController;
    let running: Promise<void>;

    beforeAll(async () => {
      world = new GitWorld(await startGitea());
      await world.repositories('acme', 'payments', 'mono', 'empty', 'path');
      history = await world.commit('acme/payments', [
        ['a.txt', 'Take cards\n\nThe token is planted-secret.'],
        ['b.txt', 'Take cards of another bank'],
        ['c.txt', 'Give money back'],
      ]);
    }, 300_000);

    afterAll(async () => {
      await world?.gitea.stop();
    });

    beforeEach(() => {
      clock = new FakeClock(Date.now());
      controller = new AbortController();
      entities = [];
      documents = [];
      past = [];
      facts = new Map();
      goldenPaths = new Map();
      health = [];
    });

    afterEach(async () => {
      controller.abort();
      await running;
      expect(clock.waits()).toEqual([]);
    });

    const runs = (service: string, commits: string[]) => {
      documents = [
        ...documents.filter(({ value }) => value.subject.service !== service),
        {
          revision: documents.length + clock.now(),
          value: deployedDocument(service, commits),
        },
      ];
    };
    /** A service whose source lies there, and which runs these commits. */
    const has = (service: string, location: string, commits: string[]) => {
      entities.push({
        service,
        annotations: { 'backstage.io/source-location': location },
      } as unknown as KnownEntity);
      runs(service, commits);
    };
    const start = (password?: string) => {
      const integration = {
        ...world.integration,
        ...(password && { password }),
      };
      const source = new GitSource({
        integrations: ScmIntegrations.fromConfig(
          new ConfigReader({ integrations: { gitea: [integration] } }),
        ),
        entities: { entities },
        store: {
          documentsAfter: async after =>
            documents.filter(({ revision }) =>
              after ? revision > after.revision : true,
            ),
          history: async ({ environments: [environment] }) =>
            past.map((commit, id) => ({
              ...{ id, at: '', environment, cluster: 'eu-1' },
              aspect: 'deployments',
              kind: 'version',
              after: { version: '1', commit },
            })),
        },
        platform: { bundle: async () => bundle },
        clock,
        random: () => 0,
        everyMs: 10 * MINUTES,
      });
      running = source.start(
        listening({
          facts: some =>
            (some as Fact<'commits' | 'goldenPath'>[]).forEach(fact =>
              (fact.aspect === 'commits' ? facts : goldenPaths).set(
                fact.subject.service,
                fact as any,
              ),
            ),
          health: one => health.push(one),
        }),
        controller.signal,
      );
    };
    const turn = async (ms: number) => {
      const before = health.length;
      await until(() => clock.waits().includes(30_000));
      clock.advance(ms);
      await until(() => health.length > before);
    };
    const told = async (service = 'payments') => {
      await until(() => facts.has(service));
      return facts.get(service)!.value!;
    };

    it('tells whose change runs, and how many are newer', async () => {
      has('payments', world.location('acme/payments'), [short(history[0])]);
      start();
      expect(await told()).toEqual({
        repository: `${world.gitea.url}/acme/payments`,
        known: 'data',
        newest: expect.objectContaining({
          sha: history[2],
          title: 'Give money back',
        }),
        running: [
          {
            ref: short(history[0]),
            workloads: ['api'],
            commit: {
              sha: history[0],
              at: expect.stringMatching(/^\d{4}-.*Z$/),
              author: 'Ann',
              title: 'Take cards',
            },
            behind: 2,
          },
        ],
      });
      expect(health.at(-1)).toMatchObject({
        id: `git/${world.integration.host}`,
        state: 'ok',
      });
      expect(JSON.stringify([...facts])).not.toMatch(/planted|@x\.org/);
    });

    it('tells the commits of what ran before, as far as they are among the newest', async () => {
      past = [short(history[0]), '0123456', short(history[2])];
      has('payments', world.location('acme/payments'), [short(history[2])]);
      start();
      expect((await told()).earlier).toMatchObject([{ sha: history[0] }]);
      past = [short(history[0]), short(history[1])];
      runs('payments', [short(history[2])]);
      await turn(30_000);
      expect(
        facts.get('payments')!.value!.earlier!.map(({ sha }) => sha),
      ).toEqual([history[0], history[1]]);
    });

    it('looks up at once what came to run, and later what was pushed', async () => {
      has('payments', world.location('acme/payments'), [short(history[0])]);
      start();
      await told();
      runs('payments', [short(history[1])]);
      await turn(30_000);
      expect(facts.get('payments')!.value!.running).toMatchObject([
        { ref: short(history[1]), behind: 1 },
      ]);
      const [pushed] = await world.commit('acme/payments', [['d.txt', 'More']]);
      history.push(pushed);
      await turn(30_000);
      expect(facts.get('payments')!.value!.newest!.sha).toBe(history[2]);
      await turn(10 * MINUTES);
      expect(facts.get('payments')!.value!).toMatchObject({
        newest: { sha: pushed },
        running: [{ behind: 2 }],
      });
    });

    it('tells what a repository was rendered with, and what somebody changed since', async () => {
      const managed: [string, string][] = [
        ['Dockerfile', 'FROM scratch\n'],
        ['deploy/base/deployment.yaml', 'kind: Deployment\n'],
        [
          'deploy/overlays/prod/kustomization.yaml',
          'images:\n  - name: app\n    newTag: "0"\n',
        ],
      ];
      const pristine = [
        ...managed.map(([path, text]) => [path, 'managed', text]),
        ['README.md', 'seeded', 'Yours\n'],
      ].map(line => JSON.stringify(line));
      const lock =
        'goldenPath: 0.1.0\nbundle: { name: shop, version: 1.0.0 }\n';
      const shas = await world.commit('acme/path', [
        ['.slipway/lock', 'Start', lock],
        ['.slipway/pristine', 'Start', `${pristine.join('\n')}\n`],
        ...managed.map(([path, text]): [string, string, string] => [
          path,
          'Start',
          text,
        ]),
        ['README.md', 'Say more', 'Ours\n'],
        // As a pipeline does it.
        [
          managed[2][0],
          'Deploy 1 [skip ci]',
          managed[2][1].replace('"0"', '"1"'),
        ],
      ]);
      has('path', world.location('acme/path'), [short(shas[0])]);
      has('payments', world.location('acme/payments'), [short(history[0])]);
      start();
      await told('path');
      const said = () => goldenPaths.get('path')!.value!;
      expect(said()).toMatchObject({
        repository: `${world.gitea.url}/acme/path`,
        known: 'data',
        locked: true,
        lock: {
          goldenPath: '0.1.0',
          bundle: { name: 'shop', version: '1.0.0' },
        },
        now: { bundle: { name: 'shop', version: '1.1.0' } },
        files: { managed: 3, changed: [] },
      });
      expect(goldenPaths.get('path')!.subject).toEqual({
        service: 'path',
        environment: '',
        cluster: '',
        namespace: '',
      });
      expect(goldenPaths.get('payments')!.value).toMatchObject({
        locked: false,
      });
      await world.commit('acme/path', [
        [managed[1][0], 'By hand', 'kind: Deployment\nspec: {}\n'],
        [managed[2][0], 'By hand', `${managed[2][1]}patches: []\n`],
      ]);
      await turn(10 * MINUTES);
      expect(said().files).toEqual({
        managed: 3,
        changed: [managed[1][0], managed[2][0]],
      });
    }, 30_000);

    it('counts of a folder only what touches it', async () => {
      const [first, , third] = await world.commit('acme/mono', [
        ['services/a/x', 'A'],
        ['services/b/x', 'B'],
        ['services/a/y', 'More of A'],
      ]);
      has('a', world.location('acme/mono', 'services/a'), [short(first)]);
      has('b', world.location('acme/mono', 'services/b'), [short(third)]);
      start();
      expect((await told('a')).running).toMatchObject([{ behind: 1 }]);
      // What runs touched another folder, and is no older than what is newest in this one.
      expect(await told('b')).toMatchObject({
        newest: { title: 'B' },
        running: [{ commit: { title: 'More of A' }, behind: 0 }],
      });
    });

    it('reads the branch that the entity names', async () => {
      const [older] = await world.commit(
        'acme/payments',
        [['e.txt', 'For the old ones']],
        'release-1',
      );
      has('payments', world.location('acme/payments', '', 'release-1'), [
        short(older),
      ]);
      start();
      expect(await told()).toMatchObject({
        newest: { sha: older },
        running: [{ behind: 0 }],
      });
    });

    it('says of each what it does not know', async () => {
      has('payments', world.location('acme/payments'), ['0123456']);
      has('gone', world.location('acme/nowhere'), ['0123456']);
      has('new', world.location('acme/empty'), ['0123456']);
      start();
      expect(await told('payments')).toMatchObject({
        known: 'data',
        running: [{ ref: '0123456', workloads: ['api'] }],
      });
      expect((await told('payments')).running[0].commit).toBeUndefined();
      expect(await told('gone')).toMatchObject({ known: 'absent' });
      expect(await told('new')).toMatchObject({ known: 'data' });
      expect(health.at(-1)!.state).toBe('ok');
    });

    it('says that it is denied, and what it needs', async () => {
      has('payments', world.location('acme/payments'), [short(history[0])]);
      start('wrong');
      await until(() => health.at(-1)?.state === 'denied');
      expect(health.at(-1)).toMatchObject({
        reason: 'answered 401',
        permission: expect.stringContaining('integration'),
        nextTry: expect.any(String),
      });
      expect(facts.size).toBe(0);
    });
  });
}

function short(sha: string): string {
  return sha.slice(0, 7);
}
