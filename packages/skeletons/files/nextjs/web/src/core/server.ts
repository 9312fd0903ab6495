import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import type { IncomingMessage, RequestListener, Server as HttpServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from 'prom-client';
import { isPassedOn } from './passedOn.ts';
import { beginRequest, endRequest } from './requestSpan.ts';
import { version } from './version.ts';

/** Answers what the cluster asks for itself, and leaves all other requests to the pages. */
export interface Server {
  http: HttpServer;
  pages: RequestListener;
  /** Whether requests should be routed here. */
  ready: boolean;
}

collectDefaultMetrics();
new Gauge({ name: 'build_info', help: 'The version that runs.', labelNames: ['version'] }).set({ version }, 1);

const labelNames = ['method', 'route', 'code'];
const requests = new Counter({ name: 'http_requests_total', help: 'Requests served.', labelNames });
const durations = new Histogram({ name: 'http_request_duration_seconds', help: 'How long it took.', labelNames });

export function createServer(log: Logger): Server {
  const server: Server = {
    http: createHttp({ requestTimeout: 30_000 }),
    pages: (_request, response) => response.writeHead(503).end(),
    ready: false,
  };
  server.http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    // Probes are no traffic, so they stay outside of log and counters.
    const own = isPassedOn(request.headers) ? open[path] : probes[path];
    if (own) {
      own(server, response);
      return;
    }
    context.with(observe(request, response, path, log), () => server.pages(request, response));
  });
  return server;
}

type Probes = Record<string, (server: Server, response: ServerResponse) => void>;

/** Those that anybody may ask. */
const open: Probes = {
  '/healthz': (_server, response) => response.end('ok\n'),
  '/version': (_server, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ service: '${{ name }}', version, node: process.version })),
};

const probes: Probes = {
  ...open,
  '/readyz': ({ ready }, response) => response.writeHead(ready ? 200 : 503).end(ready ? 'ready\n' : 'not ready\n'),
  '/metrics': (_server, response) => {
    register.metrics().then(
      page => response.writeHead(200, { 'content-type': register.contentType }).end(page),
      () => response.writeHead(500).end(),
    );
  },
};

/**
 * One line of the log a request, with its own id and those of its trace, in which it is answered; counted as page or file, so that
 * series stay few.
 */
function observe(request: IncomingMessage, response: ServerResponse, path: string, log: Logger): Context {
  const start = performance.now();
  const { method = 'GET', headers } = request;
  const [request_id = randomUUID()] = /^[\w.-]{1,128}$/.exec(one(headers['x-request-id'])) ?? [];
  const begun = beginRequest(request);
  response.setHeader('x-request-id', request_id);
  response.once('close', () => {
    const seconds = (performance.now() - start) / 1000;
    const code = response.statusCode;
    const labels = { method, route: path.startsWith('/_next/') ? 'file' : 'page', code };
    requests.inc(labels);
    durations.observe(labels, seconds);
    const said = { request_id, method, path, code, duration_ms: Math.round(seconds * 1000) };
    context.with(begun, () => log.info(said, 'request'));
    endRequest(begun, labels);
  });
  return begun;
}

function one(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

/** Answers until the signal comes, then lets the requests under way finish, for as long as the timeout. */
export async function serveUntil(
  signal: AbortSignal,
  server: Server,
  log: Logger,
  { port, shutdownTimeout }: { port: number; shutdownTimeout: number },
): Promise<void> {
  const { http } = server;
  http.listen(port);
  await once(http, 'listening');
  server.ready = true;
  const { address, port: taken } = http.address() as AddressInfo;
  log.info({ address: `${address}:${taken}` }, 'serving');
  if (!signal.aborted) {
    await once(signal, 'abort');
  }
  server.ready = false;
  log.info({ timeout_ms: shutdownTimeout }, 'draining');
  const closed = once(http, 'close');
  http.close();
  // A connection is kept for the next request, which is to go elsewhere.
  const sweep = setInterval(() => http.closeIdleConnections(), 100);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    http.closeAllConnections();
  }, shutdownTimeout);
  await closed;
  clearTimeout(timer);
  clearInterval(sweep);
  if (late) {
    throw new Error(`requests were still running after ${shutdownTimeout} ms`);
  }
}
