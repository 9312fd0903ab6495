import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { itBehaves } from './__testUtils__/behaviour';
import { needsOf, tried } from './__testUtils__/needs';
import { VERSION, programs, render } from './__testUtils__/rendered';
import type { Shape } from './__testUtils__/rendered';
import { tool } from './__testUtils__/running';

jest.setTimeout(300_000);

/** What says where packages come from stays; what npm says of the project that it runs this test for does not. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(?!config_)|^npm_config_.*prefix$/.test(name),
    ),
  );
}

describe.each(tried('node'))(
  'A Node service of $shapes that needs $needs, as its team gets it',
  cell => {
    const { shapes, needs } = cell;
    const { given, start, stop } = needsOf(cell);
    let folder: string;
    const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
    const npm = (...args: string[]) =>
      tool('npm', args, {
        cwd: folder,
        env: { ...ownEnvironment(), ...given.variables, PATH },
      });
    const started = (shape: Shape) => ({
      command: process.execPath,
      args: [join(folder, 'dist', `${programs[shape]}.js`)],
      env: { APP_VERSION: VERSION },
    });

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'slipway-node-'));
      await render('node', shapes, folder, needs);
      await start();
      await npm('ci', '--no-audit', '--no-fund');
    });
    afterAll(async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    });

    it('has no line that its checks complain of', async () => {
      const { stdout } = await npm('run', 'lint');
      expect(stdout).not.toMatch(/warning|error/);
    });

    it('passes its tests', async () => {
      const { stdout } = await npm('test');
      expect(stdout).toMatch(/^# fail 0$/m);
      expect(stdout).toMatch(/^# skipped 0$/m);
    });

    describe('when it is built', () => {
      beforeAll(() => npm('run', 'build'));

      itBehaves(cell, given, started);
    });
  },
);
