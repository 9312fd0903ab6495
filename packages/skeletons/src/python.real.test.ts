import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { itBehaves, itNamesWhatIsLeftOut } from './__testUtils__/behaviour';
import { needsOf, tried } from './__testUtils__/needs';
import { VERSION, programs, render } from './__testUtils__/rendered';
import type { Shape } from './__testUtils__/rendered';
import { tool } from './__testUtils__/running';

jest.setTimeout(300_000);

/** The Python of the image, where it is here: by its own name, as the usual one, or kept by pyenv. */
function python(): string | undefined {
  const kept = join(homedir(), '.pyenv/versions');
  const versions = existsSync(kept) ? readdirSync(kept) : [];
  return [
    'python3.13',
    'python3',
    ...versions.map(version => join(kept, version, 'bin/python3')),
  ].find(program => {
    try {
      const version = execFileSync(program, ['--version'], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
      return version.startsWith('Python 3.13.');
    } catch {
      return false;
    }
  });
}

const interpreter = python();

if (interpreter) {
  describe.each(tried('python'))(
    'A Python service of $shapes that needs $needs, as its team gets it',
    cell => {
      const { shapes, needs } = cell;
      const { given, start, stop } = needsOf(cell);
      let folder: string;
      const run = (program: string, ...args: string[]) =>
        tool(join(folder, '.venv/bin', program), args, {
          cwd: folder,
          env: { ...process.env, ...given.variables },
        });
      const started = (shape: Shape) => ({
        command: join(folder, '.venv/bin/python'),
        args: ['-m', `app.programs.${programs[shape]}`],
        cwd: folder,
        env: { APP_VERSION: VERSION },
      });

      beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), 'slipway-python-'));
        await render('python', shapes, folder, needs);
        await start();
        await tool(interpreter, ['-m', 'venv', '.venv'], {
          cwd: folder,
        });
        await run(
          'pip',
          'install',
          '--quiet',
          '--disable-pip-version-check',
          '--require-hashes',
          '-r',
          'requirements-dev.txt',
        );
      });
      afterAll(async () => {
        await stop();
        await rm(folder, { recursive: true, force: true });
      });

      it('has no line that its checks complain of', async () => {
        await run('ruff', 'check', '.');
        await run('ruff', 'format', '--check', '.');
        const { stdout } = await run('mypy', '.');
        expect(stdout).toMatch(/^Success: no issues found/);
      });

      it('passes its tests', async () => {
        const { stdout } = await run('pytest', '--quiet', '-W', 'error');
        expect(stdout).toMatch(/^\d+ passed/m);
        expect(stdout).not.toMatch(/skipped|warning/);
      });

      itBehaves(cell, given, started);
    },
  );
  itNamesWhatIsLeftOut('python');
} else {
  test.todo('Python services: not run: no Python 3.13 on this machine');
}
