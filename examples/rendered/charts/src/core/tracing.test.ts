import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { context, diag, propagation, trace } from '@opentelemetry/api';
import { pino } from 'pino';
import { idsOf, startTracing } from './tracing.ts';

const silent = pino({ level: 'silent' });

/** A server that answers while a test runs. */
async function listening(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Starts as the program does, with a collector that the environment names. */
function startWith(address: string, more = {}) {
  Object.assign(process.env, { OTEL_EXPORTER_OTLP_ENDPOINT: address, OTEL_RESOURCE_ATTRIBUTES: 'place=test', ...more });
  return startTracing(process.env, silent);
}

describe('tracing', () => {
  afterEach(() => {
    for (const api of [trace, context, propagation, diag]) {
      api.disable();
    }
    for (const name of Object.keys(process.env).filter(name => name.startsWith('OTEL_'))) {
      delete process.env[name];
    }
  });

  it('hands the last spans to the collector, and passes the trace on', async () => {
    const told: Buffer[] = [];
    const collector = await listening((request, response) => {
      if (request.url === '/v1/traces') {
        request.on('data', (piece: Buffer) => told.push(piece));
      }
      request.on('end', () => response.end());
    });
    let passedOn: unknown;
    const other = await listening(({ headers }, response) => {
      passedOn = headers.traceparent;
      response.end();
    });
    const flush = startWith(collector.address);
    const ids = await trace.getTracer('test').startActiveSpan('greet', async span => {
      await fetch(other.address);
      span.end();
      return idsOf();
    });
    assert.equal(await flush(10_000), true);
    assert.equal(passedOn, `00-${ids.trace_id}-${ids.span_id}-01`);
    const all = Buffer.concat(told);
    for (const piece of [Buffer.from(ids.trace_id ?? '', 'hex'), 'greet', 'xeo-export', 'place']) {
      assert.ok(all.includes(piece), `no ${piece.toString()} in ${all.toString()}`);
    }
    collector.close();
    other.close();
  });

  it('waits no longer for a collector that hangs than it may', async () => {
    const collector = await listening(() => undefined);
    const flush = startWith(collector.address);
    trace.getTracer('test').startSpan('greet').end();
    assert.equal(await flush(10), false);
    collector.close();
  });

  for (const [sampler, share, recorded] of [
    ['always_on', '', true],
    ['always_off', '', false],
    ['traceidratio', '0', false],
    ['parentbased_traceidratio', '1', true],
    ['parentbased_always_off', '', false],
  ] as const) {
    it(`samples as ${sampler} says`, async () => {
      const collector = await listening((_request, response) => response.end());
      const flush = startWith(collector.address, { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: share });
      const span = trace.getTracer('test').startSpan('greet');
      assert.equal(span.isRecording(), recorded);
      span.end();
      await flush(10_000);
      collector.close();
    });
  }

  it('does nothing without a collector, and still knows the trace of the caller', async () => {
    const flush = startTracing({}, silent);
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const span = trace.getTracer('test').startSpan('greet', {}, propagation.extract(context.active(), { traceparent }));
    assert.equal(span.isRecording(), false);
    assert.deepEqual(idsOf(trace.setSpan(context.active(), span)), { trace_id: traceparent.slice(3, 35) });
    assert.equal(await flush(0), true);
  });
});
