import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  combinations,
  ports,
  programs,
  render,
} from './__testUtils__/rendered';
import type { Shape } from './__testUtils__/rendered';
import { asked, logOf, refusal } from './__testUtils__/running';

jest.setTimeout(300_000);

/** One with everything, since each has to be installed; the others are tried by npm run test:runtimes. */
const tried: Shape[][] =
  process.env.SLIPWAY_RUNTIMES === 'all'
    ? combinations
    : [['http', 'worker', 'job']];

/** What says where packages come from stays; what npm says of the project that it runs this test for does not. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(?!config_)|^npm_config_.*prefix$/.test(name),
    ),
  );
}

describe.each(tried.map(shapes => [shapes]))(
  'A Node service of %s, as its team gets it',
  shapes => {
    let folder: string;
    const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
    const npm = (...args: string[]) =>
      promisify(execFile)('npm', args, {
        cwd: folder,
        env: { ...ownEnvironment(), PATH },
      });
    const started = (shape: Shape) => ({
      command: process.execPath,
      args: [join(folder, 'dist', `${programs[shape]}.js`)],
      env: { APP_VERSION: '0.1.7-g1a2b3c4' },
    });

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'slipway-node-'));
      await render('node', shapes, folder);
      await npm('ci', '--no-audit', '--no-fund');
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

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

      for (const shape of shapes) {
        it(`refuses an environment that its ${shape} cannot use, with all that is wrong`, async () => {
          expect(await refusal(started(shape), shape)).toMatchObject({
            code: 2,
            stderr: expect.stringMatching(
              ports[shape]
                ? /_?PORT is "http"[^]*LOG_LEVEL is "loud"/
                : /LOG_LEVEL is "loud"/,
            ),
          });
        });
      }

      for (const shape of shapes.filter(one => ports[one])) {
        it(`tells the version of its ${shape} and how it is, and ends well when it is told to`, async () => {
          const version = '0.1.7-g1a2b3c4';
          expect(await asked(started(shape), shape)).toMatchObject({
            serving: {
              msg: 'serving',
              service: 'payments',
              version,
            },
            answers: {
              version: { service: 'payments', version },
              ready: 200,
              metrics: 200,
            },
            draining: { msg: 'draining' },
            ended: [0, null],
          });
        });
      }

      if (shapes.includes('job')) {
        it('does the work of its job and ends', async () => {
          expect(await logOf(started('job'))).toMatchObject([
            { msg: 'done', items: 3 },
          ]);
        });
      }
    });
  },
);
