import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { Actions, filesIn } from './__testUtils__/actions';
import { TestSandbox } from './__testUtils__/sandbox';
import { startStateBackEnd } from './__testUtils__/stateBackEnd';

const form = {
  name: 'parcels',
  owner: 'group:default/team-web',
  system: 'system:default/shop',
  description: 'Tells where a parcel is',
  runtime: 'go',
  type: 'http',
  environments: ['dev', 'prod'],
};

jest.setTimeout(60_000);

describe('The actions of the module', () => {
  let sandbox: TestSandbox;
  let actions: Actions;

  beforeAll(async () => {
    sandbox = await TestSandbox.start();
    actions = new Actions(sandbox.config());
  });
  afterAll(async () => {
    await actions?.end();
    await sandbox?.stop();
  });

  const composed = (values: object = {}) =>
    actions.run('slipway:spec:compose', { values: { ...form, ...values } });

  const rendered = async (values: object = {}) => {
    const workspacePath = await actions.folder();
    const { spec } = await composed(values);
    await actions.run('slipway:service:generate', { spec }, { workspacePath });
    return workspacePath;
  };

  describe('slipway:service:generate', () => {
    it('writes what passes the check after it, and the same again', async () => {
      const workspacePath = await rendered();
      const files = await filesIn(workspacePath);
      expect(files).toEqual(
        expect.arrayContaining(['.slipway/lock', 'Dockerfile', 'slipway.yaml']),
      );
      const lock = await readFile(join(workspacePath, '.slipway/lock'), 'utf8');
      const { spec } = await composed();
      await actions.run(
        'slipway:service:generate',
        { spec },
        { workspacePath },
      );
      expect(await filesIn(workspacePath)).toEqual(files);
      expect(await readFile(join(workspacePath, '.slipway/lock'), 'utf8')).toBe(
        lock,
      );
      expect(
        await actions.run('slipway:service:validate', {}, { workspacePath }),
      ).toEqual({ files: files.length });
    });

    it('refuses a spec that is none, and writes nothing', async () => {
      const workspacePath = await actions.folder();
      const { spec } = (await composed()) as any;
      spec.spec.environments.dev.cluster = 'locl';
      const run = actions.run(
        'slipway:service:generate',
        { spec },
        { workspacePath },
      );
      await expect(run).rejects.toThrow(/no cluster 'locl'\. Write local/);
      await expect(run).rejects.toThrow(/nothing was created/);
      expect(await filesIn(workspacePath)).toEqual([]);
    });

    it('never writes through a link that an earlier step left', async () => {
      const outside = await actions.folder();
      const workspacePath = await actions.folder();
      await symlink(outside, join(workspacePath, 'deploy'));
      const { spec } = await composed();
      await expect(
        actions.run('slipway:service:generate', { spec }, { workspacePath }),
      ).rejects.toThrow(/outside the workspace/);
      expect(await filesIn(outside)).toEqual([]);
    });
  });

  describe('slipway:quota:check', () => {
    const stops: (() => void)[] = [];
    afterEach(() => stops.splice(0).forEach(stop => stop()));

    /** Says of each namespace what a test wants. */
    async function backEnd(answers: Record<string, object | number>) {
      const { url, asked, stop } = await startStateBackEnd(
        path => answers[path.split('/').at(-1)!] ?? 404,
      );
      stops.push(() => {
        stop();
        actions.slipway = 'http://127.0.0.1:1';
      });
      actions.slipway = url;
      return asked;
    }

    const check = async (input: object = {}) => {
      const workspacePath = await rendered();
      const { spec } = await composed();
      return actions.run(
        'slipway:quota:check',
        { spec, ...input },
        { workspacePath },
      );
    };

    const pods = (used: number, limit: number) => ({
      answer: 'data',
      at: '2026-11-20T12:00:00Z',
      value: {
        resources: [{ resource: 'pods', quota: 'quota', used, limit }],
        verdict: { state: 'healthy', reasons: [] },
      },
    });

    it('says what fits and what does not, with the numbers', async () => {
      const asked = await backEnd({
        'parcels-dev': { answer: 'absent', at: '2026-11-20T12:00:00Z' },
        'parcels-prod': pods(9, 10),
      });
      const output = await check();
      expect(asked).toEqual([
        'GET /v1/create/quotas/local/parcels-dev Bearer',
        'GET /v1/create/quotas/eu-1/parcels-prod Bearer',
      ]);
      expect(output).toEqual({
        fits: false,
        headroom: [
          '- dev (parcels-dev): nothing limits it',
          '- prod (parcels-prod): does not fit, pods 4 of 1 left (too much)',
        ].join('\n'),
      });
    });

    it('ends the task where the template wants that, and says what to do', async () => {
      await backEnd({ 'parcels-prod': pods(9, 10) });
      await expect(check({ refuse: true })).rejects.toThrow(
        /prod asks for 4 pods at its largest, and quota quota of namespace parcels-prod has 1 pod left\. Ask the platform team for 3 pods more/,
      );
      await backEnd({ 'parcels-prod': pods(1, 10) });
      expect(await check({ refuse: true })).toMatchObject({ fits: true });
    });

    it.each<[string, object | number | undefined, RegExp]>([
      ['refuses', 403, /not known whether it fits, Slipway's back end refused/],
      ['is not there', undefined, /cannot be reached/],
      [
        'cannot read the cluster',
        { answer: 'unreachable', since: '', reason: 'connection refused' },
        /its cluster cannot be read: connection refused/,
      ],
      [
        'may not read the quota',
        {
          answer: 'denied',
          since: '',
          permission: 'list resourcequotas on cluster eu-1',
        },
        /the portal may not list resourcequotas on cluster eu-1/,
      ],
    ])(
      'stops nobody when the back end %s, and says so',
      async (_, answer, words) => {
        if (answer !== undefined) {
          await backEnd({ 'parcels-prod': answer });
        }
        const { fits, headroom } = await check({ refuse: true });
        expect(fits).toBe(true);
        expect(headroom).toMatch(words);
        expect(headroom).not.toContain('127.0.0.1');
      },
    );
  });

  describe('slipway:spec:compose', () => {
    it('tells where the repository will be, and what the service will be in the catalog', async () => {
      expect(await composed()).toMatchObject({
        name: 'parcels',
        description: 'Tells where a parcel is',
        entityRef: 'component:default/parcels',
        repository: {
          owner: 'shop',
          url: `${sandbox.addresses.gitea}/shop/parcels`,
        },
      });
    });

    it('lets the template decide before the form does', async () => {
      const { spec } = await actions.run('slipway:spec:compose', {
        values: { ...form, type: 'job' },
        fixed: { type: 'worker' },
      });
      expect(spec).toMatchObject({ spec: { workload: { type: 'worker' } } });
    });

    it.each<[string, object, RegExp]>([
      [
        'a name that exists',
        { name: 'payments' },
        /already has a component 'payments', owned by .*\. Choose another name/,
      ],
      [
        'a reserved name',
        { name: 'argocd' },
        /'argocd' is reserved for the platform/,
      ],
      [
        'a namespace of the cluster',
        { name: 'kube-pay' },
        /reserved for the platform/,
      ],
      ['64 characters', { name: 'p'.repeat(64) }, /3 to 40 lower-case letters/],
      ['another alphabet', { name: 'посылки' }, /3 to 40 lower-case letters/],
      ['YAML', { name: 'a: {b: [' }, /3 to 40 lower-case letters/],
      [
        'a template',
        { name: '${{ secrets.x }}' },
        /3 to 40 lower-case letters/,
      ],
      ['a shell', { name: 'a;$(rm -rf /)' }, /3 to 40 lower-case letters/],
      ['a line break', { name: 'parcels\n' }, /3 to 40 lower-case letters/],
      ['a path', { name: '../../etc' }, /3 to 40 lower-case letters/],
      [
        'nothing',
        { name: undefined },
        /'name' is missing\. Add metadata\.name/,
      ],
      [
        'an owner that is not there',
        { owner: 'group:default/team-wep' },
        /no group:default\/team-wep\. Write team-web/,
      ],
      [
        'a system that is not there',
        { system: 'system:default/shoppe' },
        /no system:default\/shoppe\. Write shop/,
      ],
      [
        'an owner that is no reference',
        { owner: 'team web; x' },
        /no reference to a group or user/,
      ],
      [
        'a line break in the description',
        { description: 'a\nb: c' },
        /line break or another control character/,
      ],
      [
        'a field that is no such thing, before it can be lost',
        { needs: 'postgres' },
        /needs: .*expected array.*Mend this field/,
      ],
      [
        'an environment of another alphabet',
        { environments: ['prodé'] },
        /no environment name/,
      ],
      [
        'a shape that is not there',
        { type: 'htttp' },
        /expected http or .*Write http/,
      ],
    ])('refuses %s with the rule', async (_what, bad, message) => {
      const run = composed(bad);
      await expect(run).rejects.toThrow(message);
      await expect(run).rejects.toThrow(/nothing was created/);
    });
  });

  it('slipway:service:validate tells everything that is wrong in a tree at once', async () => {
    const workspacePath = await rendered();
    const edit = async (path: string, from: RegExp, to: string) => {
      const file = join(workspacePath, path);
      const text = await readFile(file, 'utf8');
      expect(text).toMatch(from);
      await writeFile(file, text.replace(from, to));
    };
    await edit(
      'deploy/base/service-main.yaml',
      /targetPort: http/,
      'targetPort: web',
    );
    await edit(
      'deploy/base/deployment-main.yaml',
      /runAsNonRoot: true/,
      'runAsNonRoot: false',
    );
    await edit(
      'deploy/argocd/prod.yaml',
      /path: .*/,
      'path: deploy/overlays/gone',
    );
    const run = actions.run('slipway:service:validate', {}, { workspacePath });
    await expect(run).rejects.toThrow(/'web'/);
    await expect(run).rejects.toThrow(/root/);
    await expect(run).rejects.toThrow(/deploy\/overlays\/gone/);
  });

  describe('slipway:gitops:register', () => {
    it('never takes over the deployment of another repository', async () => {
      // `other` in `team-dev` and `other-team` in `dev` have one name.
      const published = async (name: string, environment: string) => {
        const workspacePath = await rendered({
          name,
          environments: [{ name: environment, cluster: 'local' }],
        });
        await actions.run(
          'slipway:repository:publish',
          { owner: 'shop', name },
          { workspacePath },
        );
        return workspacePath;
      };
      const first = await published('other', 'team-dev');
      await actions.run(
        'slipway:gitops:register',
        {},
        { workspacePath: first },
      );
      const second = await published('other-team', 'dev');
      await expect(
        actions.run('slipway:gitops:register', {}, { workspacePath: second }),
      ).rejects.toThrow(
        /has an Application 'other-team-dev' that deploys another repository.*Choose another name/,
      );
      await actions.run(
        'slipway:gitops:register',
        {},
        { workspacePath: first },
      );
      expect(
        (await sandbox.applications()).filter(n => n === 'other-team-dev'),
      ).toHaveLength(1);
    });

    it('says which instances there are when the named one is not', async () => {
      await expect(
        actions.run(
          'slipway:gitops:register',
          { instance: 'sandbx' },
          { workspacePath: await rendered() },
        ),
      ).rejects.toThrow("no Argo CD instance 'sandbx'; known: sandbox");
    });
  });

  it('changes nothing in a dry run', async () => {
    const before = [await sandbox.repositories(), await sandbox.applications()];
    const workspacePath = await rendered({ name: 'trial' });
    const dry = { workspacePath, isDryRun: true };
    await actions.run('slipway:service:validate', {}, dry);
    const published = await actions.run(
      'slipway:repository:publish',
      { owner: 'shop', name: 'trial' },
      dry,
    );
    expect(published.remoteUrl).toBe(`${sandbox.addresses.gitea}/shop/trial`);
    expect(await actions.run('slipway:gitops:register', {}, dry)).toMatchObject(
      { applications: ['trial-dev', 'trial-prod'] },
    );
    const addLocation = jest.spyOn(actions.catalog, 'addLocation');
    await actions.run(
      'slipway:catalog:register',
      { catalogInfoUrl: published.catalogInfoUrl },
      dry,
    );
    expect(addLocation).not.toHaveBeenCalled();
    expect([
      await sandbox.repositories(),
      await sandbox.applications(),
    ]).toEqual(before);
  });

  it('gives up in time, or when it is told to, without an address in what it says', async () => {
    // Takes connections and never answers.
    const silent = createServer(() => {});
    await new Promise<void>(done => silent.listen(0, '127.0.0.1', done));
    const { port } = silent.address() as AddressInfo;
    const nowhere = `http://127.0.0.1:${port}`;
    const impatient = new Actions(
      sandbox.config({ ...sandbox.addresses, gitea: nowhere, argocd: nowhere }),
      300,
    );
    const publish = (signal?: AbortSignal) =>
      impatient.run(
        'slipway:repository:publish',
        { owner: 'shop', name: 'parcels' },
        { signal },
      );
    await expect(publish()).rejects.toThrow(/did not answer within 0\.3 s/);
    await expect(publish(AbortSignal.abort())).rejects.toThrow(/abort/);
    const registering = impatient.run(
      'slipway:gitops:register',
      {},
      { workspacePath: await rendered() },
    );
    await expect(registering).rejects.toThrow(
      /Argo CD instance 'sandbox' did not answer/,
    );
    await expect(registering).rejects.not.toThrow(nowhere);
    await impatient.end();
    silent.closeAllConnections();
    silent.close();
  });

  describe('what people read of them', () => {
    const inputOf = (id: string) =>
      (actions.all[id].schema as any).input as {
        properties?: Record<string, unknown>;
        required?: string[];
      };

    const check = (step: { action: string; input?: object }) => {
      expect(Object.keys(actions.all)).toContain(step.action);
      const { properties = {}, required = [] } = inputOf(step.action);
      const given = Object.keys(step.input ?? {});
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(required));
    };

    it('has examples that use inputs which are there', () => {
      for (const action of Object.values(actions.all)) {
        expect(action.examples?.length).toBeGreaterThan(0);
        for (const { example } of action.examples ?? []) {
          parse(example).steps.forEach(check);
        }
      }
    });
  });

  it.each([
    ['deploy/flux/prod.yaml', 'Flux', /kubectl delete -f deploy\/flux/],
    [
      'deploy/overlays/prod/kustomization.yaml',
      'kubectl',
      /kubectl delete -k deploy\/overlays/,
    ],
  ])('leaves what %s has to %s, and says how', async (path, _who, end) => {
    const none = new Actions({});
    const workspacePath = await none.folder();
    await mkdir(dirname(join(workspacePath, path)), { recursive: true });
    await writeFile(join(workspacePath, path), 'kind: Kustomization\n');

    const registered = await none.run(
      'slipway:gitops:register',
      {},
      { workspacePath },
    );
    expect(registered).toMatchObject({ applications: [], registered: false });
    const remove = (input: object) =>
      none.run('slipway:gitops:remove', input, { workspacePath });
    await expect(remove({})).rejects.toThrow(end);
    expect(await remove({ endedByHand: true })).toEqual({ applications: [] });
    await none.end();
  });
});
