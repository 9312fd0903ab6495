import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itBehaves, itNamesWhatIsLeftOut } from './__testUtils__/behaviour';
import { needsOf, everything, tried } from './__testUtils__/needs';
import { VERSION, programs, render } from './__testUtils__/rendered';
import type { Shape } from './__testUtils__/rendered';
import { tool } from './__testUtils__/running';

jest.setTimeout(600_000);

function pathOf(program: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${program}`], {
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
}

const java = pathOf('java');
const maven = pathOf('mvn');

if (java && maven) {
  describe.each(tried('kotlin'))(
    'A Kotlin service of $shapes that needs $needs, as its team gets it',
    cell => {
      const { shapes, needs } = cell;
      const { given, start, stop } = needsOf(cell);
      let folder: string;
      const started = (shape: Shape) => ({
        command: java,
        args: [
          '-cp',
          'target/app.jar:target/lib/*',
          `app.${programs[shape].replace(/^./, first =>
            first.toUpperCase(),
          )}Kt`,
        ],
        cwd: folder,
        env: { APP_VERSION: VERSION },
      });

      beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), 'slipway-kotlin-'));
        await render('kotlin', shapes, folder, needs);
        await start();
      });
      afterAll(async () => {
        await stop();
        await rm(folder, { recursive: true, force: true });
      });

      it('is built without a warning, passes its tests and is formatted', async () => {
        const { stdout } = await tool(maven, ['-B', '-ntp', 'verify'], {
          cwd: folder,
          env: { ...process.env, ...given.variables },
        });
        const [, run, not] =
          /Results:[^]*?Tests run: (\d+), (.*)/.exec(stdout) ?? [];
        expect(Number(run)).toBeGreaterThan(4);
        // Those that want servers say so when there are none.
        expect(not).toMatch(
          everything || needs.length === 0
            ? /^Failures: 0, Errors: 0, Skipped: 0$/
            : /^Failures: 0, Errors: 0, Skipped: [1-9]$/,
        );
      });

      itBehaves(cell, given, started);
    },
  );
  itNamesWhatIsLeftOut('kotlin');
} else {
  test.todo('Kotlin services: not run: no JDK or no Maven on this machine');
}
