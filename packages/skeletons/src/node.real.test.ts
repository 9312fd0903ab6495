import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itBehaves, itNamesWhatIsLeftOut } from './__testUtils__/behaviour';
import { needsOf, tried } from './__testUtils__/needs';
import { npmIn } from './__testUtils__/npm';
import { VERSION, programs, render } from './__testUtils__/rendered';
import type { Shape } from './__testUtils__/rendered';

jest.setTimeout(300_000);

describe.each(tried('node'))(
  'A Node service of $shapes that needs $needs, as its team gets it',
  cell => {
    const { shapes, needs } = cell;
    const { given, start, stop } = needsOf(cell);
    let folder: string;
    const npm = (...args: string[]) => npmIn(folder, given.variables)(...args);
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
itNamesWhatIsLeftOut('node');
