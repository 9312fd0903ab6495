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

async function render(skeleton: string, folder: string): Promise<void> {
  const { skeletons } = await loadBuiltInBundle();
  const renderer = createTemplateRenderer();
  const context = renderer.prepareContext({
    name: 'payments',
    module: 'git.example.org/shop/payments',
    port: '8080',
    description: 'Takes money',
    owner: 'team-pay',
  });
  for (const [path, { content }] of Object.entries(skeletons[skeleton])) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, renderer.render(content, context));
  }
}

if (hasGo()) {
  describe('The Go HTTP service, as its team gets it', () => {
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
      await render('go-http', folder);
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
      const { stdout } = await go('test', './...');
      expect(stdout.match(/^ok\s/gm)).toHaveLength(5);
      expect(stdout).not.toContain('no test files');
    }, 300_000);

    describe('when it runs', () => {
      const children: ChildProcess[] = [];
      let server: string;

      beforeAll(async () => {
        server = join(folder, 'bin', 'server');
        const flags = '-X main.version=0.1.7-g1a2b3c4';
        await go('build', '-ldflags', flags, '-o', server, './cmd/server');
      }, 300_000);
      afterAll(() => children.forEach(child => child.kill('SIGKILL')));

      it('refuses an environment that cannot be used, with all that is wrong', async () => {
        const refused = await run(server, [], {
          env: { PORT: 'http', LOG_LEVEL: 'loud' },
        }).catch(error => error);
        expect(refused.code).toBe(2);
        expect(refused.stderr).toContain('PORT is "http"');
        expect(refused.stderr).toContain('LOG_LEVEL is "loud"');
      });

      it('tells its version, and ends well when it is told to', async () => {
        const child = spawn(server, {
          env: { PORT: '0' },
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
        const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
        expect(await (await get('/version')).json()).toMatchObject({
          service: 'payments',
          version: '0.1.7-g1a2b3c4',
        });
        expect((await get('/readyz')).status).toBe(200);

        child.kill('SIGTERM');
        expect((await next()).msg).toBe('draining');
        expect(await ended).toEqual([0, null]);
      }, 60_000);
    });
  });
} else {
  test.todo('The Go HTTP service: not run: no Go on this machine');
}
