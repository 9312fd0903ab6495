import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  VERSION,
  combinations,
  programs,
  render,
} from './__testUtils__/rendered';
import type { Shape } from './__testUtils__/rendered';
import { itBehaves } from './__testUtils__/behaviour';

const run = promisify(execFile);

function has(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

if (has('go', 'version')) {
  describe.each(combinations.map(shapes => [shapes]))(
    'A Go service of %s, as its team gets it',
    shapes => {
      let folder: string;
      // No module is downloaded: the service needs the standard library alone.
      const go = (...args: string[]) =>
        run('go', args, {
          cwd: folder,
          env: {
            ...process.env,
            GOPROXY: 'off',
            GOFLAGS: '',
            GOWORK: 'off',
            GOTOOLCHAIN: 'local',
          },
        });
      const started = (shape: Shape) => ({
        command: join(folder, 'bin', programs[shape]),
        args: [],
        env: {},
      });

      beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), 'slipway-go-'));
        await render('go', shapes, folder);
        await mkdir(join(folder, 'bin'));
        const flags = `-X main.version=${VERSION}`;
        await go('build', '-ldflags', flags, '-o', 'bin/', './cmd/...');
      }, 300_000);
      afterAll(() => rm(folder, { recursive: true, force: true }));

      it('is formatted', async () => {
        const { stdout } = await run('gofmt', ['-l', '.'], { cwd: folder });
        expect(stdout).toBe('');
      });

      it('is quiet under go vet, and its tests pass', async () => {
        await go('vet', './...');
        // The race detector is linked by a C compiler.
        const race = has('gcc', '--version') ? ['-race'] : [];
        const { stdout } = await go('test', ...race, './...');
        expect(stdout.match(/^ok\s/gm)?.length).toBeGreaterThanOrEqual(3);
        // What only starts the others has no test of its own.
        expect(stdout.match(/^.*no test files.*$/gm)).toEqual([
          expect.stringContaining('internal/program'),
        ]);
      }, 300_000);

      itBehaves(shapes, started);
    },
  );
} else {
  test.todo('Go services: not run: no Go on this machine');
}
