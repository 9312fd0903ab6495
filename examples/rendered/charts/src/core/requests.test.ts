import assert from 'node:assert/strict';
import { it } from 'node:test';
import { context, propagation } from '@opentelemetry/api';
import { pino } from 'pino';
import { observeRequests } from './requests.ts';
import { createServer } from './server.ts';
import { idsOf, startTracing } from './tracing.ts';

it('counts requests by route, and no probes', async () => {
  const server = createServer(pino({ level: 'silent' }));
  observeRequests(server);
  server.app.get('/orders/:id', (_request, reply) => reply.code(418).send());
  for (const url of ['/orders/1', '/orders/2', '/nowhere', '/healthz']) {
    await server.app.inject({ url });
  }
  const page = await server.registry.metrics();
  assert.match(page, /http_requests_total\{method="GET",route="\/orders\/:id",code="418"\} 2/);
  assert.match(page, /http_requests_total\{method="GET",route="none",code="404"\} 1/);
  assert.match(page, /http_request_duration_seconds_count\{method="GET",route="\/orders\/:id",code="418"\} 2/);
  assert.doesNotMatch(page, /healthz/);
});

it('says one line a request, with the trace of the caller, which goes on in the handler', async () => {
  const lines: string[] = [];
  const log = pino({ mixin: () => idsOf() }, { write: line => void lines.push(line) });
  startTracing({}, log);
  const server = createServer(log);
  observeRequests(server);
  const carried = (): unknown => {
    const carrier: Record<string, string> = {};
    propagation.inject(context.active(), carrier);
    return carrier;
  };
  server.app.get('/orders', carried);
  server.app.post('/orders', carried);
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const headers = { traceparent };
  assert.deepEqual((await server.app.inject({ url: '/orders', headers })).json(), { traceparent });
  const posted = await server.app.inject({ method: 'POST', url: '/orders', headers, payload: { a: 1 } });
  assert.deepEqual(posted.json(), { traceparent });
  assert.equal(lines.length, 2);
  for (const line of lines) {
    assert.match(line, /"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736".*"path":"\/orders".*"msg":"request"/);
  }
  for (const api of [context, propagation]) {
    api.disable();
  }
});
