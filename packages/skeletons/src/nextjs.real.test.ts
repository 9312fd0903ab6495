import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itBehaves } from './__testUtils__/behaviour';
import { npmIn } from './__testUtils__/npm';
import { render, VERSION } from './__testUtils__/rendered';
import { answersOf, begun } from './__testUtils__/running';

jest.setTimeout(300_000);

describe('A web front end in Next.js, as its team gets it', () => {
  let folder: string;
  let image: string;
  let npm: ReturnType<typeof npmIn>;
  const started = () => ({
    command: process.execPath,
    args: ['server.js'],
    cwd: image,
    env: { APP_VERSION: VERSION, NODE_ENV: 'production' },
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-nextjs-'));
    image = join(folder, 'image');
    npm = npmIn(folder, { NEXT_TELEMETRY_DISABLED: '1' });
    await render('nextjs', ['web'], folder);
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
    beforeAll(async () => {
      await npm('run', 'build');
      // What the Dockerfile copies, somewhere else: nothing of the source is within reach.
      const copy = (from: string, to: string) =>
        cp(join(folder, from), join(image, to), { recursive: true });
      await copy('.next/standalone', '.');
      await copy('.next/static', '.next/static');
      await copy('public', 'public');
      await rm(join(folder, 'node_modules'), { recursive: true });
    });

    itBehaves(
      { shapes: ['web'], needs: [] },
      { variables: {}, required: [], servers: {} },
      started,
    );

    it('shows its pages, made when it was built and for each request', async () => {
      expect(
        await answersOf(started(), ['/', '/greetings?name=Ada', '/nowhere']),
      ).toEqual([
        [200, expect.stringContaining('Whom shall we greet?')],
        [200, expect.stringContaining('<h1>Hello, Ada</h1>')],
        [404, expect.stringContaining('There is no such page')],
      ]);
    });

    it('lets no page of others show its own', async () => {
      const server = begun(started());
      const port = await server.serving('web');
      const { headers } = await fetch(`http://127.0.0.1:${port}/`);
      server.end();
      await server.ended;
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': "frame-ancestors 'self'",
        'x-content-type-options': 'nosniff',
      });
    });
  });
});
