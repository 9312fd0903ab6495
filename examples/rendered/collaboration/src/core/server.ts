import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fastify, LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, onRequestHookHandler } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { OK } from '../needs/needs.ts';
import type { States } from '../needs/needs.ts';
import { isPassedOn } from './passedOn.ts';
import { version } from './version.ts';

/** What the cluster asks for: probes, metrics and the version. None of it is traffic, so it stays outside of the log. */
export interface Server {
  app: FastifyInstance;
  registry: Registry;
  /** Whether requests should be routed here. */
  ready: boolean;
}

const quiet = { logLevel: 'silent' } as const;

const hide: onRequestHookHandler = ({ headers }, reply, done) => {
  if (isPassedOn(headers)) {
    void reply.callNotFound();
  } else {
    done();
  }
};
const inside = { ...quiet, onRequest: hide };

/** A new version that cannot reach what it needs takes no traffic from the one before. */
export function createServer(log: FastifyBaseLogger, states: () => States): Server {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const build = new Gauge({ name: 'build_info', help: 'The version that runs.', labelNames: ['version'], registers: [registry] });
  build.set({ version }, 1);
  const app = fastify({
    loggerInstance: log,
    genReqId: ({ headers }) => idOf(headers['x-request-id']),
    requestTimeout: 30_000,
    // Routes say themselves how long a name may be: where the router does, it is not found.
    routerOptions: { maxParamLength: 4096 },
    // Its own lines are two a request.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
  });
  const server: Server = { app, registry, ready: false };
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  app.get('/healthz', quiet, () => 'ok\n');
  app.get('/readyz', inside, (_request, reply) => {
    const needs = states();
    const ready = server.ready && Object.values(needs).every(state => state === OK);
    return reply.code(ready ? 200 : 503).send({ ready, needs });
  });
  app.get('/metrics', inside, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  app.get('/version', quiet, () => ({ service: 'xeo-board', version, node: process.version }));
  return server;
}

/** The caller's own, when it is a plain one. */
export function idOf(header: string | string[] | undefined): string {
  const [id = randomUUID()] = /^[\w.-]{1,128}$/.exec(String(header ?? '')) ?? [];
  return id;
}

/** Answers until the signal comes, then lets the requests under way finish, for as long as the timeout. */
export async function serveUntil(
  signal: AbortSignal,
  server: Server,
  { port, shutdownTimeout }: { port: number; shutdownTimeout: number },
): Promise<void> {
  const { app } = server;
  await app.ready();
  // Node itself listens on all addresses that there are, of IPv6 as well as of IPv4.
  app.server.listen(port);
  await once(app.server, 'listening');
  server.ready = true;
  app.log.info({ address: addressOf(app) }, 'serving');
  await ended(signal);
  server.ready = false;
  app.log.info({ timeout_ms: shutdownTimeout }, 'draining');
  const closed = once(app.server, 'close');
  app.server.close();
  // A connection is kept for the next request, which is to go elsewhere.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 100);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    app.server.closeAllConnections();
  }, shutdownTimeout);
  await closed;
  clearTimeout(timer);
  clearInterval(sweep);
  await app.close();
  if (late) {
    throw new Error(`requests were still running after ${shutdownTimeout} ms`);
  }
}

function addressOf(app: FastifyInstance): string {
  const { address, port } = app.server.address() as AddressInfo;
  return `${address}:${port}`;
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
