import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { createServer, serveUntil } from './server.ts';
import type { Server } from './server.ts';
import { idsOf, startTracing } from './tracing.ts';

const silent = pino({ level: 'silent' });

/** A server that answers while the test runs. */
async function serving(server: Server, shutdownTimeout = 10_000) {
  const ending = new AbortController();
  const served = serveUntil(ending.signal, server, silent, { port: 0, shutdownTimeout });
  await once(server.http, 'listening');
  const { port } = server.http.address() as AddressInfo;
  return {
    get: (path: string, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers }),
    end: () => ending.abort(),
    served,
  };
}

describe('the server', () => {
  it('answers probes, metrics and the version itself, and counts what the pages answer', async () => {
    const server = createServer(silent);
    server.pages = (_request, response) => response.writeHead(418).end('short and stout');
    const { get, end, served } = await serving(server);
    for (const path of ['/healthz', '/readyz', '/version']) {
      assert.equal((await get(path)).status, 200, path);
    }
    assert.equal((await get('/teapots?size=1')).status, 418);
    const page = await (await get('/metrics')).text();
    assert.match(page, /http_requests_total\{method="GET",route="page",code="418"\} 1/);
    assert.doesNotMatch(page, /healthz/);
    end();
    await served;
    assert.equal(server.ready, false);
  });

  it('does not tell what is inside where a proxy passes the question on', async () => {
    const server = createServer(silent);
    server.pages = (_request, response) => response.writeHead(404).end();
    const { get, end, served } = await serving(server);
    for (const header of ['x-forwarded-for', 'forwarded']) {
      for (const [path, code] of Object.entries({ '/healthz': 200, '/readyz': 404, '/metrics': 404, '/version': 200 })) {
        assert.equal((await get(path, { [header]: '192.0.2.1' })).status, code, path);
      }
    }
    end();
    await served;
  });

  it('says one line a request, with the ids of request and trace', async () => {
    const lines: string[] = [];
    startTracing({}, silent);
    const server = createServer(pino({ mixin: () => idsOf() }, { write: line => void lines.push(line) }));
    const { get, end, served } = await serving(server);
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const answer = await get('/', { 'x-request-id': 'abc-123', traceparent });
    const forged = await get('/', { 'x-request-id': 'a b' });
    end();
    await served;
    assert.equal(answer.headers.get('x-request-id'), 'abc-123');
    assert.notEqual(forged.headers.get('x-request-id'), 'a b');
    const { request_id, trace_id, code } = JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
    assert.deepEqual({ request_id, trace_id, code }, { request_id: 'abc-123', trace_id: traceparent.slice(3, 35), code: 503 });
  });

  it('answers what is under way after the end', async () => {
    const server = createServer(silent);
    const entered = new AbortController();
    const goOn = new AbortController();
    server.pages = (_request, response) => {
      entered.abort();
      goOn.signal.addEventListener('abort', () => response.end('done'));
    };
    const { get, end, served } = await serving(server);
    const answer = get('/slow');
    await once(entered.signal, 'abort');
    end();
    goOn.abort();
    assert.equal(await (await answer).text(), 'done');
    await served;
  });

  it('says so when something took too long', async () => {
    const server = createServer(silent);
    const entered = new AbortController();
    server.pages = () => entered.abort();
    const { get, end, served } = await serving(server, 1);
    const answer = get('/endless');
    await once(entered.signal, 'abort');
    end();
    await Promise.all([assert.rejects(answer), assert.rejects(served, /requests were still running after 1 ms/)]);
  });
});
