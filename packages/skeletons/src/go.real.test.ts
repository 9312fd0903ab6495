import {
  execFile,
  execFileSync,
  spawn,
  type ChildProcess,
} from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createTemplateRenderer } from 'nunjitsu';
import { loadBuiltInBundle } from './loadBuiltInBundle';

const run = promisify(execFile);

function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The race detector is linked by a C compiler. */
function race(): string[] {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return ['-race'];
  } catch {
    return [];
  }
}

const shapes = {
  http: 'server',
  worker: 'worker',
  job: 'job',
};

type Shape = keyof typeof shapes;

/** The variables that tell their ports. */
const ports: Partial<Record<Shape, string>> = {
  http: 'PORT',
  worker: 'METRICS_PORT',
};

/** The source of a service with these shapes, as the blueprint puts it together. */
async function render(wanted: readonly Shape[], folder: string): Promise<void> {
  const { skeletons } = await loadBuiltInBundle();
  const renderer = createTemplateRenderer();
  for (const shape of wanted) {
    const context = renderer.prepareContext({
      name: 'payments',
      module: 'git.example.org/shop/payments',
      port: shape === 'http' ? '8080' : '9090',
      program: shapes[shape],
      workload: shape,
      description: 'Takes money',
      owner: 'team-pay',
    });
    for (const [path, { content }] of Object.entries(
      skeletons[`go-${shape}`],
    )) {
      const file = join(folder, renderer.render(path, context));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, renderer.render(content, context));
    }
  }
}

if (hasGo()) {
  describe.each<Shape[][]>([
    [['http']],
    [['worker']],
    [['job']],
    [['http', 'worker', 'job']],
  ])('A Go service of %s, as its team gets it', wanted => {
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

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'slipway-go-'));
      await render(wanted, folder);
    });
    afterAll(async () => {
      await rm(folder, { recursive: true, force: true });
    });

    it('is formatted', async () => {
      const { stdout } = await run('gofmt', ['-l', '.'], { cwd: folder });
      expect(stdout).toBe('');
    });

    it('is quiet under go vet, and its tests pass', async () => {
      await go('vet', './...');
      const { stdout } = await go('test', ...race(), './...');
      expect(stdout.match(/^ok\s/gm)?.length).toBeGreaterThanOrEqual(3);
      // What only starts the others has no test of its own.
      expect(stdout.match(/^.*no test files.*$/gm)).toEqual([
        expect.stringContaining('internal/program'),
      ]);
    }, 300_000);

    describe('when it runs', () => {
      const children: ChildProcess[] = [];
      const built = (program: string) => join(folder, 'bin', program);

      beforeAll(async () => {
        const flags = '-X main.version=0.1.7-g1a2b3c4';
        await mkdir(join(folder, 'bin'));
        await go('build', '-ldflags', flags, '-o', 'bin/', './cmd/...');
      }, 300_000);
      afterAll(() => children.forEach(child => child.kill('SIGKILL')));

      it.each(wanted)(
        'its %s refuses an environment that cannot be used, with all that is wrong',
        async shape => {
          const variable = ports[shape];
          const refused = await run(built(shapes[shape]), [], {
            env: {
              ...(variable ? { [variable]: 'http' } : {}),
              LOG_LEVEL: 'loud',
            },
          }).catch(error => error);
          expect(refused.code).toBe(2);
          expect(refused.stderr).toContain('LOG_LEVEL is "loud"');
          expect(refused.stderr).toContain(
            variable ? `${variable} is "http"` : 'cannot be used',
          );
        },
      );

      for (const shape of wanted.filter(one => ports[one])) {
        it(`its ${shape} tells its version and how it is, and ends well when it is told to`, async () => {
          const child = spawn(built(shapes[shape]), {
            env: { [ports[shape]!]: '0' },
            stdio: ['ignore', 'pipe', 'inherit'],
          });
          children.push(child);
          const ended = once(child, 'exit');
          const lines = createInterface({ input: child.stdout! });
          const log = lines[Symbol.asyncIterator]();
          const next = async () => JSON.parse((await log.next()).value);

          const serving = await next();
          expect(serving).toMatchObject({
            msg: 'serving',
            service: 'payments',
            version: '0.1.7-g1a2b3c4',
          });
          const port = serving.address.split(':').pop();
          const get = (path: string) =>
            fetch(`http://127.0.0.1:${port}${path}`);
          expect(await (await get('/version')).json()).toMatchObject({
            service: 'payments',
            version: '0.1.7-g1a2b3c4',
          });
          expect((await get('/readyz')).status).toBe(200);
          expect(await (await get('/metrics')).text()).toContain('build_info');

          child.kill('SIGTERM');
          expect((await next()).msg).toBe('draining');
          expect(await ended).toEqual([0, null]);
        }, 60_000);
      }

      if (wanted.includes('job')) {
        it('its job does its work and ends', async () => {
          const { stdout } = await run(built(shapes.job), [], { env: {} });
          expect(JSON.parse(stdout)).toMatchObject({ msg: 'done', items: 3 });
        });
      }
    });
  });
} else {
  test.todo('Go services: not run: no Go on this machine');
}
