import { Counter, Histogram } from 'prom-client';
import type { Server } from './server.ts';

const labelNames = ['method', 'route', 'code'];

/** Counts requests by their route rather than by path, so that the number of series is bounded. Probes are none. */
export function observeRequests({ app, registry }: Server): void {
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests served.',
    labelNames,
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long it took.',
    labelNames,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    if (routeOptions.logLevel !== 'silent') {
      const labels = { method, route: routeOptions.url ?? 'none', code: reply.statusCode };
      requests.inc(labels);
      durations.observe(labels, reply.elapsedTime / 1000);
    }
  });
}
