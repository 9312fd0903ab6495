import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { createServer, serveUntil } from './server.ts';

const silent = () => pino({ level: 'silent' });

describe('the server', () => {
  it('answers probes, metrics and the version', async () => {
    const server = createServer(silent(), () => ({}));
    const get = (url: string) => server.app.inject({ url });
    assert.equal((await get('/healthz')).statusCode, 200);
    assert.equal((await get('/readyz')).statusCode, 503);
    server.ready = true;
    assert.equal((await get('/readyz')).statusCode, 200);
    assert.equal((await get('/metrics')).statusCode, 200);
    assert.equal((await get('/version')).json<{ service: string }>().service, 'xeo-board');
  });

  it('does not tell what is inside where a proxy passes the question on', async () => {
    const server = createServer(silent(), () => ({}));
    server.ready = true;
    for (const header of ['x-forwarded-for', 'forwarded']) {
      for (const [url, code] of Object.entries({ '/healthz': 200, '/readyz': 404, '/metrics': 404, '/version': 200 })) {
        const { statusCode } = await server.app.inject({ url, headers: { [header]: '192.0.2.1' } });
        assert.equal(statusCode, code, url);
      }
    }
  });

  it('tells how each need is', async () => {
    const states = { database: 'ok', queue: 'connection refused' };
    const server = createServer(silent(), () => states);
    server.ready = true;
    const away = await server.app.inject({ url: '/readyz' });
    assert.equal(away.statusCode, 503);
    assert.deepEqual(away.json(), { ready: false, needs: states });
    states.queue = 'ok';
    assert.equal((await server.app.inject({ url: '/readyz' })).statusCode, 200);
  });

  it('answers what is under way after the end', async () => {
    const ending = new AbortController();
    const server = createServer(silent(), () => ({}));
    const entered = new AbortController();
    server.app.get('/slow', async () => {
      entered.abort();
      await once(ending.signal, 'abort');
      return 'done';
    });
    const served = serveUntil(ending.signal, server, { port: 0, shutdownTimeout: 10_000 });
    await server.app.ready();
    while (!server.ready) {
      await new Promise(resolve => setImmediate(resolve));
    }
    const { port } = server.app.server.address() as AddressInfo;
    const answer = fetch(`http://127.0.0.1:${port}/slow`);
    await once(entered.signal, 'abort');
    ending.abort();
    assert.equal(await (await answer).text(), 'done');
    await served;
  });

  it('says so when something took too long', async () => {
    const ending = new AbortController();
    const server = createServer(silent(), () => ({}));
    const entered = new AbortController();
    server.app.get('/endless', () => {
      entered.abort();
      return new Promise(() => undefined);
    });
    const served = serveUntil(ending.signal, server, { port: 0, shutdownTimeout: 1 });
    while (!server.ready) {
      await new Promise(resolve => setImmediate(resolve));
    }
    const { port } = server.app.server.address() as AddressInfo;
    const answer = fetch(`http://127.0.0.1:${port}/endless`);
    await once(entered.signal, 'abort');
    ending.abort();
    await Promise.all([
      assert.rejects(answer),
      assert.rejects(served, /requests were still running after 1 ms/),
    ]);
  });
});
