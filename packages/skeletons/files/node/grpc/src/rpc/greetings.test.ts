import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { credentials, Metadata, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { pino } from 'pino';
{% if needs.postgres %}import { logging } from '../core/log.ts';
{% endif %}import { createServer } from '../core/server.ts';
import { idsOf, startTracing } from '../core/tracing.ts';
import { createCalls, serveCalls } from './calls.ts';
import { greetingsService } from './greetings.ts';
import { GreetingsClient, GreetingsService } from './greetings/v1/greetings.ts';
import type { GreetingsServer } from './greetings/v1/greetings.ts';
import { unary } from './unary.ts';

{% if needs.postgres -%}
/** Keeps greetings while a test runs. */
function memory() {
  const kept = new Map<string, string>();
  return {
    message: (name: string) => Promise.resolve(kept.get(name)),
    put: (name: string, message: string) => Promise.resolve(void kept.set(name, message)),
  };
}

{% endif -%}
const silent = pino({ level: 'silent' });
const offered = () => greetingsService(silent{% if needs.postgres %}, memory(){% endif %});

/** A server that answers while a test calls it, what it says, and how it ended. */
async function called(
  service: GreetingsServer,
  use: (client: GreetingsClient, end: () => void) => Promise<unknown>,
  shutdownTimeout = 10_000,
) {
  const lines: string[] = [];
  const announced = new AbortController();
  const log = pino({ mixin: () => idsOf() }, {
    write: line => {
      lines.push(line);
      announced.abort();
    },
  });
  const server = createServer(log{% if needs.any %}, () => ({}){% endif %});
  const calls = createCalls(server, log);
  calls.addService(GreetingsService, service);
  const ending = new AbortController();
  const served = serveCalls(ending.signal, calls, server, { callsPort: 0, shutdownTimeout }).then(
    () => 'well',
    (error: Error) => error.message,
  );
  await once(announced.signal, 'abort');
  const { address } = JSON.parse(lines[0] ?? '{}') as { address: string };
  const client = new GreetingsClient(address.replace('[::]', 'localhost'), credentials.createInsecure());
  await use(client, () => ending.abort());
  client.close();
  ending.abort();
  return { ended: await served, log: lines.join(''), metrics: await server.registry.metrics() };
}

/** The answer to a call, or the name of what the caller is told instead. */
function greeted(client: GreetingsClient, name: string, headers = {}): Promise<string> {
  const metadata = Metadata.fromHttp2Headers(headers);
  return new Promise(resolve => {
    client.greet({ name }, metadata, (error: ServiceError | null, answer) =>
      resolve(error ? (status[error.code] ?? '') : answer.message),
    );
  });
}

describe('greetings', () => {
  for (const [what, name, expected] of [
    ['greets by name', 'Ada', 'Hello, Ada'],
    ['takes any alphabet', 'Łukasz', 'Hello, Łukasz'],
    ['asks for a name', '', 'INVALID_ARGUMENT'],
    ['refuses an endless one', 'a'.repeat(101), 'INVALID_ARGUMENT'],
  ] as const) {
    it(what, async () => {
      await called(offered(), async client => {
        assert.equal(await greeted(client, name), expected);
      });
    });
  }
{%- if needs.postgres %}

  it('are kept', async () => {
    await called(offered(), async client => {
      const put = (message: string) =>
        new Promise(resolve => {
          client.put({ name: 'Eve', message }, error => resolve(error?.code));
        });
      assert.equal(await put('Good morning'), undefined);
      assert.equal(await greeted(client, 'Eve'), 'Good morning');
      for (const wrong of ['', 'a'.repeat(101)]) {
        assert.equal(await put(wrong), status.INVALID_ARGUMENT);
      }
    });
  });

  it('are not the fault of the caller when the database is away', async () => {
    const gone = () => Promise.reject(new Error('refused at 10.0.0.1'));
    const lines: string[] = [];
    const log = pino(logging, { write: line => void lines.push(line) });
    await called(greetingsService(log, { message: gone, put: gone }), async client => {
      assert.equal(await greeted(client, 'Ada', { 'x-request-id': 'abc-123' }), 'UNAVAILABLE');
    });
    assert.match(lines.join(''), /"request_id":"abc-123".*refused at 10\.0\.0\.1/);
  });
{%- endif %}
});

describe('calls', () => {
  it('are counted and told, with the ids of request and trace', async () => {
    startTracing({}, silent);
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { log, metrics } = await called(offered(), async client => {
      await greeted(client, 'Ada', { 'x-request-id': 'abc-123', traceparent });
      await greeted(client, '');
    });
    assert.match(log, /"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736".*"request_id":"abc-123".*"grpc_code":"OK"/);
    for (const code of ['OK', 'InvalidArgument']) {
      assert.ok(
        metrics.includes(
          `grpc_server_handled_total{grpc_type="unary",grpc_service="greetings.v1.Greetings",grpc_method="Greet",grpc_code="${code}"} 1`,
        ),
        metrics,
      );
    }
  });

  it('fail alone when something is wrong with them', async () => {
    const { ended } = await called({ ...offered(), greet: unary(silent, () => Promise.reject(new Error('boom'))) }, async client => {
      assert.equal(await greeted(client, 'Ada'), 'INTERNAL');
      assert.equal(await greeted(client, 'Ada'), 'INTERNAL');
    });
    assert.equal(ended, 'well');
  });

  it('are answered after the end when they are under way', async () => {
    const entered = new AbortController();
    const goOn = new AbortController();
    const greet: GreetingsServer['greet'] = (_call, callback) => {
      entered.abort();
      goOn.signal.addEventListener('abort', () => callback(null, { message: 'done' }));
    };
    const { ended } = await called({ ...offered(), greet }, async (client, end) => {
      const answer = greeted(client, 'Ada');
      await once(entered.signal, 'abort');
      end();
      goOn.abort();
      assert.equal(await answer, 'done');
    });
    assert.equal(ended, 'well');
  });

  it('are told when they took too long', async () => {
    const entered = new AbortController();
    const greet = () => entered.abort();
    const { ended } = await called(
      { ...offered(), greet },
      async (client, end) => {
        const answer = greeted(client, 'Ada');
        await once(entered.signal, 'abort');
        end();
        await answer;
      },
      1,
    );
    assert.equal(ended, 'calls were still running after 1 ms');
  });
});
