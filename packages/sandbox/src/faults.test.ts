import { once } from 'node:events';
import { request } from 'node:http';
import { FaultKind } from './http';
import { SandboxWorld } from './testing/sandboxWorld';

jest.setTimeout(60_000);

const PODS = '/api/v1/namespaces/web-dev/pods';

describe('A fault', () => {
  let world: SandboxWorld;
  beforeAll(async () => {
    world = await SandboxWorld.start();
  });
  afterAll(async () => {
    await world?.close();
  });
  afterEach(() => world.control('DELETE', '/faults'));

  const set = (fault: FaultKind, rest: object = {}) =>
    world.control('POST', '/faults', {
      target: 'kubernetes/local',
      fault,
      ...rest,
    });

  async function answer(): Promise<string> {
    try {
      const response = await world.kubernetes('local', PODS);
      await response.text();
      return `${response.status} ${response.headers.get('content-type')}`;
    } catch (error) {
      return String((error as any).cause?.code ?? error);
    }
  }

  async function openWatch() {
    const { metadata } = await (await world.kubernetes('local', PODS)).json();
    const response = await world.kubernetes(
      'local',
      `${PODS}?watch=1&resourceVersion=${metadata.resourceVersion}`,
    );
    expect(response.status).toBe(200);
    return response;
  }

  it.each([
    ['refuse', 'ECONNREFUSED'],
    ['garbage', '200 text/html; charset=utf-8'],
    ['gone', '200 application/json'],
  ] as const)(
    '%s: a request gets %s, and open watches end',
    async (fault, expected) => {
      const watch = await openWatch();
      await set(fault);
      const rest = await watch.text().catch(() => 'cut');
      expect(rest).toMatch(
        fault === 'gone' ? /"type":"ERROR".*"code":410/ : /^cut$|^$/,
      );
      expect(await answer()).toBe(expected);
      // Only what was named is broken.
      expect((await world.kubernetes('eu-1', '/api/v1/pods')).status).toBe(200);
    },
  );

  it.each([
    ['expire', '401 application/json'],
    ['forbid', '403 application/json'],
  ] as const)(
    '%s: a request gets %s, and open watches go on',
    async (fault, expected) => {
      const watch = await openWatch();
      const reader = watch.body!.getReader();
      await set(fault);
      expect(await answer()).toBe(expected);
      await world.control('DELETE', '/faults/kubernetes%2Flocal');
      // What happens afterwards still comes by the stream that was opened before.
      const made = await world.kubernetes('local', PODS, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: `after-${fault}` },
          spec: { containers: [{ name: 'main', image: 'busybox' }] },
        }),
      });
      expect(made.status).toBe(201);
      const { value } = await reader.read();
      expect(new TextDecoder().decode(value)).toContain(`after-${fault}`);
      await reader.cancel();
    },
  );

  it('hang: nothing is answered and streams fall silent, until it is over', async () => {
    const watch = await openWatch();
    await set('hang');
    const asked = request(
      `${world.sandbox.addresses.kubernetes.local}${PODS}`,
      { agent: false },
    );
    let outcome = 'nothing';
    asked.on('response', () => (outcome = 'answered'));
    const cut = new Promise<void>(resolve =>
      asked.on('error', () => {
        outcome = 'cut';
        resolve();
      }),
    );
    asked.end();
    await once(asked, 'finish');
    await world.state();
    expect(outcome).toBe('nothing');
    await world.control('DELETE', '/faults/kubernetes%2Flocal');
    await cut;
    expect(outcome).toBe('cut');
    await expect(watch.text()).rejects.toThrow();
    expect(await answer()).toBe('200 application/json');
  });

  it('slow: answers wait, and the fault ends by itself', async () => {
    await set('slow', { delayMs: 5000, seconds: 60 });
    const asked = answer();
    await world.control('GET', '/state');
    // Gives the request time to arrive before the clock moves.
    for (let done = false; !done; ) {
      await world.control('GET', '/state');
      await world.seconds(5);
      done = await Promise.race([
        asked.then(() => true),
        world.state().then(() => false),
      ]);
    }
    expect(await asked).toBe('200 application/json');
    await world.seconds(60);
    expect((await world.state()).faults).toEqual({});
  });

  it('is refused where it makes no sense', async () => {
    const post = async (body: object) =>
      (await world.control('POST', '/faults', body)).status;
    expect(await post({ target: 'nobody', fault: 'hang' })).toBe(400);
    expect(await post({ target: 'gitea', fault: 'nothing' })).toBe(400);
    expect(await post({ target: 'gitea', fault: 'hang', seconds: -1 })).toBe(
      400,
    );
    const page = await fetch(`${world.sandbox.addresses.control}/faults`, {
      method: 'POST',
      headers: { origin: 'http://page.example' },
      body: JSON.stringify({ target: 'gitea', fault: 'hang' }),
    });
    expect(page.status).toBe(403);
    expect((await world.state()).faults).toEqual({});
  });

  it.each(['refuse', 'garbage', 'expire', 'forbid'] as const)(
    '%s stops Git over HTTP too, until it is over',
    async fault => {
      const branches = () =>
        world.git('ls-remote', world.remote('shop/web')).catch(() => 'failed');
      await world.control('POST', '/faults', { target: 'gitea', fault });
      expect(await branches()).not.toContain('refs/heads/main');
      await world.control('DELETE', '/faults/gitea');
      expect(await branches()).toContain('refs/heads/main');
    },
  );
});
