import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

const BIN = resolve(__dirname, '../bin/slipway');

describe('slipway, as it is run in a terminal', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function slipway(args: string[], input?: string) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [BIN, ...args],
      { cwd: folder, input: input ?? '', encoding: 'utf8' },
    );
    return { code: status, out: stdout, err: stderr };
  }

  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const write = (path: string, text: string) =>
    writeFileSync(join(folder, path), text);
  const everything = () =>
    readdirSync(folder, { recursive: true }).map(String).sort();

  const init = ['init', '--name', 'shop-api', '--owner', 'team-a'];

  function rendered() {
    expect(slipway(init).code).toBe(0);
    expect(slipway(['render', 'slipway.yaml', '--out', '.'])).toMatchObject({
      code: 0,
      err: '',
    });
  }

  it('adds to a repository that is there, and changes none of its files', () => {
    const theirs = {
      'README.md': '# Ours\n',
      Dockerfile: 'FROM scratch\nUSER 65532:65532\nEXPOSE 3000\n',
      'requirements.txt': 'psycopg==3\n',
    };
    Object.entries(theirs).forEach(([path, text]) => write(path, text));
    const { code, out } = slipway([...init, '--from', '.']);
    expect(code).toBe(0);
    expect(out).toContain('README.md stays as it is');
    expect(out).toContain('Look at it: It gets a postgres of its own');
    expect(read('slipway.yaml')).toMatch(/port: 3000/);
    expect(slipway(['render', 'slipway.yaml', '--out', '.'])).toMatchObject({
      code: 0,
      err: '',
    });
    Object.entries(theirs).forEach(([path, text]) =>
      expect(read(path)).toBe(text),
    );
    expect(slipway(['validate', '.']).code).toBe(0);
  });

  it('leads from nothing to a repository in which nothing is wrong', () => {
    rendered();
    expect(slipway(['validate', '.'])).toEqual({
      code: 0,
      out: '.: nothing is wrong\n',
      err: '',
    });
    expect(slipway(['diff', 'slipway.yaml']).code).toBe(0);
    expect(slipway(['lock']).out).toMatch(/golden path .*, bundle @slipway/);
  });

  it('checks a platform, and who owns the namespaces of a service', () => {
    const examples = resolve(__dirname, '../../../examples/platforms');
    const platform = readFileSync(join(examples, 'k3s-with-flux.yaml'), 'utf8');
    mkdirSync(join(folder, 'platform'));
    write('platform/slipway.yaml', platform);
    expect(slipway(['validate', 'platform']).code).toBe(0);
    write('platform/slipway.yaml', platform.replace('320Gi', '50Gi'));
    const small = slipway(['validate', 'platform']);
    expect(small.code).toBe(1);
    expect(small.out).toMatch(/ask for 310Gi together, and its quota has 50Gi/);

    rmSync(join(folder, 'platform'), { recursive: true });
    write('platform.yaml', platform);
    slipway([...init, '--environments', 'prod=local']);
    write(
      'slipway.yaml',
      read('slipway.yaml').replace(
        'cluster: local',
        'cluster: local\n      namespace: production',
      ),
    );
    slipway(['render', 'slipway.yaml', '--out', '.']);
    const owned = slipway(['validate', '.', '--platform', 'platform.yaml']);
    expect(owned.out).toMatch(
      /nobody owns the namespace 'production' of 'local'/,
    );
    expect(slipway(['explain', 'owner.nobody']).code).toBe(0);
    expect(
      JSON.parse(slipway(['schema', '--kind', 'Platform']).out).title,
    ).toBe('Slipway platform');
  });

  it('writes nothing the second time, and nothing in a dry run', () => {
    expect(slipway(init).code).toBe(0);
    const before = everything();
    const dry = slipway(['render', 'slipway.yaml', '--out', '.', '--dry-run']);
    expect(dry.out).toMatch(/^create +Dockerfile$/m);
    expect(everything()).toEqual(before);
    slipway(['render', 'slipway.yaml', '--out', '.']);
    expect(slipway(['render', 'slipway.yaml', '--out', '.']).out).toMatch(
      /^\.: \d+ unchanged$/m,
    );
    expect(everything().filter(name => name.includes('.slipway-'))).toEqual([]);
  });

  it('asks before it overwrites what somebody changed, and writes nothing where nobody can be asked', () => {
    rendered();
    const file = 'deploy/base/deployment-main.yaml';
    write(
      file,
      read(file).replace('revisionHistoryLimit: 5', 'revisionHistoryLimit: 9'),
    );
    write(
      'slipway.yaml',
      read('slipway.yaml').replace('cluster: local', 'cluster: eu-1'),
    );
    const overlay = read('deploy/overlays/dev/kustomization.yaml');
    const refused = slipway(['render', 'slipway.yaml', '--out', '.']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(`./${file}`);
    expect(read(file)).toContain('revisionHistoryLimit: 9');
    expect(read('deploy/overlays/dev/kustomization.yaml')).toBe(overlay);

    const shown = slipway(['diff', 'slipway.yaml']);
    expect(shown.code).toBe(1);
    expect(shown.out).toContain('-  revisionHistoryLimit: 9');

    expect(
      slipway(['render', 'slipway.yaml', '--out', '.', '--force']).code,
    ).toBe(0);
    expect(read(file)).toContain('revisionHistoryLimit: 5');
  });

  it('says all that is wrong in a spec, with its place, and writes nothing', () => {
    slipway(init);
    write(
      'slipway.yaml',
      read('slipway.yaml')
        .replace('runtime: go', 'runtime: goo')
        .replace('cluster: local', 'clutser: local'),
    );
    const { code, out } = slipway(['render', 'slipway.yaml', '--out', '.']);
    expect(code).toBe(1);
    expect(out).toMatch(/slipway\.yaml:\d+:\d+: error: 'runtime' is 'goo'/);
    expect(out).toContain('Write cluster, or remove it');
    expect(everything()).toEqual(['slipway.yaml']);
  });

  it('reads standard input and writes standard output', () => {
    slipway(init);
    const { code, out } = slipway(
      ['render', '-', '--out', '-'],
      read('slipway.yaml'),
    );
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(out).tree)).toContain('Dockerfile');
    expect(JSON.parse(slipway(['schema']).out)).toMatchObject({
      title: 'Slipway service',
    });
    const same = read('slipway.yaml');
    expect(slipway(['convert', '-'], same).out).toBe(same);
  });

  it('holds a spec to the platform that it names, and says who set what', () => {
    slipway([...init, '--bundle', './platform', '--environments', 'dev=here']);
    mkdirSync(join(folder, 'platform'));
    write(
      'platform/bundle.yaml',
      `name: ours
version: 2.0.0
registry: registry.example.com
clusters: { here: { kubernetesVersion: '1.36', apis: [] } }
defaults: { workload: { replicas: 4 } }
locks: [{ path: workloads.*.resources.limits, reason: nodes are small }]
`,
    );
    // It was not there yet when init looked for its clusters.
    slipway([...init, '--bundle', './platform', '--environments', 'dev=here']);
    const { out } = slipway([
      'explain',
      '--values',
      'slipway.yaml',
      '--output',
      'json',
    ]);
    expect(JSON.parse(out)[0].values).toContainEqual({
      path: 'workloads.main.replicas',
      value: 4,
      origin: 'platform',
    });
    write(
      'slipway.yaml',
      read('slipway.yaml').replace(
        'type: http',
        "type: http\n    resources: { limits: { memory: '8Gi' } }",
      ),
    );
    const locked = slipway(['render', 'slipway.yaml', '--out', 'out']);
    expect(locked.code).toBe(1);
    expect(locked.out).toContain('nodes are small');
  });

  it('lays the source of a platform over what is built in', () => {
    mkdirSync(join(folder, 'platform/skeletons/go-http/internal/ours'), {
      recursive: true,
    });
    write('platform/bundle.yaml', 'name: ours\nversion: 2.0.0\n');
    write('platform/skeletons/go-http/internal/ours/ours.go', 'package ours\n');
    slipway([...init, '--bundle', './platform']);
    const { out } = slipway(['render', 'slipway.yaml', '--out', '-']);
    expect(Object.keys(JSON.parse(out).tree)).toEqual(
      expect.arrayContaining(['go.mod', 'internal/ours/ours.go']),
    );
  });

  it.each([
    ['an unknown command', ['vali'], /unknown command/],
    ['a missing option', ['render', 'slipway.yaml'], /--out/],
    [
      'a file that is not there',
      ['diff', 'no.yaml'],
      /no\.yaml: there is no such file/,
    ],
    [
      'a folder where a spec is asked for',
      ['diff', '.'],
      /is a folder\. Name the file in it: slipway\.yaml/,
    ],
    [
      'a folder that is not there',
      ['validate', 'no'],
      /no: there is no such folder/,
    ],
    [
      'a rule that is not there',
      ['explain', 'policy.prob'],
      /Did you mean policy\.probes/,
    ],
    [
      'a bundle that is not there',
      ['init', '--bundle', 'no-such-bundle'],
      /Install it/,
    ],
    ['questions that nobody can answer', ['init'], /--name is not given/],
  ])('ends with 2 for %s, and says what to do', (_what, args, said) => {
    const { code, err } = slipway(args);
    expect(code).toBe(2);
    expect(err).toMatch(said);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('prints the role that the portal needs, and whom it is given', () => {
    const { code, out } = slipway([
      'rbac',
      '--service-account',
      'backstage/portal',
    ]);
    expect(code).toBe(0);
    const [role, binding] = parseAllDocuments(out).map(one => one.toJS());
    expect(role).toMatchObject({
      kind: 'ClusterRole',
      metadata: { name: 'slipway-reader' },
    });
    expect(role.rules).toContainEqual({
      apiGroups: [''],
      resources: ['pods'],
      verbs: ['list', 'watch'],
    });
    // It never sees a Secret, and changes nothing.
    expect(JSON.stringify(role.rules)).not.toMatch(
      /"secrets"|"\*"|create|update|patch|delete/,
    );
    // Of one by its name only whether a namespace is there.
    expect(
      role.rules.filter(({ verbs }: { verbs: string[] }) =>
        verbs.includes('get'),
      ),
    ).toEqual([{ apiGroups: [''], resources: ['namespaces'], verbs: ['get'] }]);
    expect(binding).toMatchObject({
      kind: 'ClusterRoleBinding',
      roleRef: { name: 'slipway-reader' },
      subjects: [{ name: 'portal', namespace: 'backstage' }],
    });
    const small = slipway([
      'rbac',
      '--namespace=payments-dev',
      '--service-account=backstage/portal',
    ]);
    expect(small.code).toBe(0);
    const [ofOne, bindingOfOne] = parseAllDocuments(small.out).map(one =>
      one.toJS(),
    );
    expect(ofOne).toMatchObject({
      kind: 'Role',
      metadata: { name: 'slipway-reader', namespace: 'payments-dev' },
    });
    expect(ofOne.rules).toContainEqual(role.rules[0]);
    // What lies in a namespace of its own is not to be found in this one.
    expect(JSON.stringify(role.rules)).toContain('velero.io');
    expect(JSON.stringify(ofOne.rules)).not.toContain('velero.io');
    expect(bindingOfOne).toMatchObject({
      kind: 'RoleBinding',
      metadata: { namespace: 'payments-dev' },
      roleRef: { kind: 'Role', name: 'slipway-reader' },
      subjects: [{ name: 'portal', namespace: 'backstage' }],
    });
    for (const refused of ['Payments', '', 'a, b']) {
      const { code: ended, err } = slipway(['rbac', '--namespace', refused]);
      expect(ended).toBe(2);
      expect(err).toContain('write the name of one namespace');
    }
    // What it may change it may only where somebody asks for that.
    const acting = slipway(['rbac', '--actions', 'refresh,restart']);
    const { rules } = parseAllDocuments(acting.out)[0].toJS();
    expect(
      rules.filter(({ verbs }: { verbs: string[] }) => verbs.includes('patch')),
    ).toEqual([
      {
        apiGroups: ['argoproj.io'],
        resources: ['applications', 'rollouts'],
        verbs: ['patch'],
      },
      {
        apiGroups: ['kustomize.toolkit.fluxcd.io'],
        resources: ['kustomizations'],
        verbs: ['patch'],
      },
      {
        apiGroups: ['helm.toolkit.fluxcd.io'],
        resources: ['helmreleases'],
        verbs: ['patch'],
      },
      {
        apiGroups: ['apps'],
        resources: ['deployments', 'statefulsets'],
        verbs: ['patch'],
      },
    ]);
    const undone = slipway(['rbac', '--actions', 'delete']);
    expect(undone.code).toBe(2);
    expect(undone.err).toContain('there are refresh, sync, restart');
    const wrong = slipway(['rbac', '--service-account', 'portal']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('write namespace/name');
  });
});
