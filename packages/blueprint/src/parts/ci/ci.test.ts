import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { FileTree, ServiceInput } from '@slipway/model';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';
import { testBundle } from '../../__testUtils__/testBundle';
import { testService } from '../../__testUtils__/testService';

function rendered(spec: Partial<ServiceInput['spec']>): FileTree {
  const { tree, findings } = renderService(testService({ spec }), testBundle);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return tree;
}

describe('the pipeline', () => {
  const environments = {
    dev: { cluster: 'local' },
    prod: { cluster: 'eu-1' },
  };
  const repository = (host: 'github' | 'gitlab' | 'gitea') => ({
    host,
    url: `https://${host}.example.com/shop/payments`,
  });

  it.each([
    ['ghcr.io/shop/payments', { packages: 'write' }, 'github.actor'],
    ['docker.io/shop/payments', {}, 'secrets.REGISTRY_USERNAME'],
    [
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/payments',
      { 'id-token': 'write' },
      undefined,
    ],
  ])(
    'asks for no right that pushing to %s does not need',
    (image, rights, user) => {
      const tree = rendered({
        image,
        environments,
        repository: repository('github'),
      });
      const { permissions, jobs } = parse(
        tree['.github/workflows/ci.yaml'].content,
      );
      expect(permissions).toEqual({ contents: 'read' });
      expect(jobs.test.permissions).toBeUndefined();
      expect(jobs.image.permissions).toEqual({ contents: 'read', ...rights });
      const login = jobs.image.steps.find((step: { with?: object }) =>
        Object.hasOwn(step.with ?? {}, 'registry'),
      );
      expect(login.with.username).toBe(user && `\${{ ${user} }}`);
    },
  );

  it('is written for what the host runs', () => {
    expect(
      Object.keys(
        rendered({ environments, repository: repository('gitlab') }),
      ).filter(path => /\.git(hub|lab-ci)/.test(path)),
    ).toEqual(['.gitlab-ci.yml']);
    const gitea = rendered({ environments, repository: repository('gitea') })[
      '.github/workflows/ci.yaml'
    ].content;
    expect(gitea).not.toMatch(/type=gha|id-token|gh pr/);
  });

  describe('its steps, run in a clone of the repository', () => {
    let folder: string;
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: join(folder, 'clone'),
        encoding: 'utf8',
      });

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'slipway-ci-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    function cloneOf(tree: FileTree) {
      execFileSync('git', [
        'init',
        '-q',
        '--bare',
        '-b',
        'main',
        join(folder, 'origin'),
      ]);
      execFileSync(
        'git',
        ['clone', '-q', join(folder, 'origin'), join(folder, 'clone')],
        {
          stdio: 'ignore',
        },
      );
      for (const [path, { content }] of Object.entries(tree)) {
        const file = join(folder, 'clone', path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
      git('checkout', '-q', '-b', 'main');
      git('add', '-A');
      git(
        '-c',
        'user.name=a',
        '-c',
        'user.email=a@example.com',
        'commit',
        '-qm',
        'Start',
      );
      git('push', '-q', 'origin', 'main');
    }

    function run(script: string, tag: string) {
      execFileSync('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: join(folder, 'clone'),
        stdio: 'pipe',
        env: {
          ...process.env,
          // Stands for the program of GitHub, which asks a server.
          PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
          TAG: tag,
          DIGEST: `sha256:${'a'.repeat(64)}`,
          BRANCH: 'main',
        },
      });
    }

    const stepOf = (tree: FileTree, job: string): string =>
      parse(tree['.github/workflows/ci.yaml'].content).jobs[job].steps.at(-1)
        .run;

    const imageIn = (tree: FileTree, revision: string, environment: string) => {
      const path = `deploy/overlays/${environment}/kustomization.yaml`;
      const content = git('show', `${revision}:${path}`);
      const objects = evaluateOverlay(
        { ...tree, [path]: { content } },
        `deploy/overlays/${environment}`,
      );
      return objects.flatMap(object =>
        object.kind === 'Deployment'
          ? [(object as any).spec.template.spec.containers[0].image]
          : [],
      )[0];
    };

    it('bring tag and digest to the overlays that follow each merge, and again', () => {
      const tree = rendered({ environments, repository: repository('github') });
      cloneOf(tree);
      for (const tag of ['0.1.1-gaaaaaaa', '0.1.2-gbbbbbbb']) {
        run(stepOf(tree, 'deploy'), tag);
        for (const environment of ['dev', 'prod']) {
          expect(imageIn(tree, 'origin/main', environment)).toBe(
            `registry.example.com/shop/payments:${tag}@sha256:${'a'.repeat(
              64,
            )}`,
          );
        }
      }
    });

    it('propose it on a branch where a person decides', () => {
      const tree = rendered({
        environments,
        repository: repository('github'),
        delivery: { promotion: { prod: 'pull-request' } },
      });
      cloneOf(tree);
      mkdirSync(join(folder, 'bin'));
      writeFileSync(
        join(folder, 'bin/gh'),
        `#!/bin/sh\necho "$*" >> ${join(folder, 'asked')}\n[ "$2" = create ]\n`,
        { mode: 0o755 },
      );
      run(stepOf(tree, 'propose'), '0.1.1-gaaaaaaa');
      git('fetch', '-q');
      expect(imageIn(tree, 'origin/main', 'prod')).toMatch(
        /waiting-for-first-build$/,
      );
      expect(imageIn(tree, 'origin/deploy/prod', 'prod')).toMatch(
        /0\.1\.1-gaaaaaaa@/,
      );
      expect(readFileSync(join(folder, 'asked'), 'utf8')).toMatch(
        /^pr edit .*\npr create --base main --head deploy\/prod /,
      );
    });
  });
});
