import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itBehaves, itNamesWhatIsLeftOut } from './__testUtils__/behaviour';
import { needsOf, tried } from './__testUtils__/needs';
import { VERSION, programs, render } from './__testUtils__/rendered';
import type { Shape } from './__testUtils__/rendered';
import { tool } from './__testUtils__/running';

function has(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

if (has('go', 'version')) {
  describe.each(tried('go'))(
    'A Go service of $shapes that needs $needs, as its team gets it',
    cell => {
      const { shapes, needs } = cell;
      const { given, start, stop } = needsOf(cell);
      let folder: string;
      const go = (...args: string[]) =>
        tool('go', args, {
          cwd: folder,
          env: {
            ...process.env,
            ...given.variables,
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
        await Promise.all([start(), render('go', shapes, folder, needs)]);
        await mkdir(join(folder, 'bin'));
        const flags = `-X main.version=${VERSION}`;
        await go('build', '-ldflags', flags, '-o', 'bin/', './cmd/...');
      }, 300_000);
      afterAll(async () => {
        await stop();
        await rm(folder, { recursive: true, force: true });
      });

      it('is formatted', async () => {
        const { stdout } = await tool('gofmt', ['-l', '.'], { cwd: folder });
        expect(stdout).toBe('');
      });

      it('names the modules that it uses, and no others', async () => {
        // A list of one is written without braces, which a template cannot know.
        await go('mod', 'edit', '-fmt');
        const { stdout } = await go('mod', 'tidy', '-diff');
        expect(stdout).toBe('');
        // Modules that only others' tests need may have to come first.
      }, 120_000);

      it('is quiet under go vet, and its tests pass', async () => {
        await go('vet', './...');
        // The race detector is linked by a C compiler.
        const race = has('gcc', '--version') ? ['-race'] : [];
        const { stdout } = await go('test', ...race, './...');
        expect(stdout.match(/^ok\s/gm)?.length).toBeGreaterThanOrEqual(3);
        // What only starts the others has no test of its own, nor has what is generated.
        const untested = stdout.match(
          /(?<=\/internal\/)\S+(?=\t\[no test files\])/g,
        );
        expect(untested).toEqual([
          ...(shapes.includes('grpc') ? ['greetingsv1'] : []),
          'program',
        ]);
      }, 300_000);

      itBehaves(cell, given, started);
    },
  );
  itNamesWhatIsLeftOut('go');
} else {
  test.todo('Go services: not run: no Go on this machine');
}
