import assert from 'node:assert/strict';
import { it } from 'node:test';
import { pino } from 'pino';
import { observeRequests } from './requests.ts';
import { createServer } from './server.ts';

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
