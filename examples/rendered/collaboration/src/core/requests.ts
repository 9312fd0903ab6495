import { Counter, Histogram } from 'prom-client';
import type { Server } from './server.ts';

const labelNames = ['method', 'route', 'code'];

/** Counts what the framework does not see. */
export type Count = (labels: { method: string; route: string; code: number }, seconds: number) => void;

/** Counts requests by their route rather than by path, so that the number of series is bounded. Probes are none. */
export function observeRequests({ app, registry }: Server): Count {
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
  const count: Count = (labels, seconds) => {
    requests.inc(labels);
    durations.observe(labels, seconds);
  };
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    if (routeOptions.logLevel !== 'silent') {
      const labels = { method, route: routeOptions.url ?? 'none', code: reply.statusCode };
      count(labels, reply.elapsedTime / 1000);
    }
  });
  return count;
}
