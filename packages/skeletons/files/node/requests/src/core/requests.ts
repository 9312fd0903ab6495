import { Counter, Histogram } from 'prom-client';
import type { Server } from './server.ts';

const labelNames = ['method', 'route', 'code'];
{%- if shapes.realtime %}

/** Counts what the framework does not see. */
export type Count = (labels: { method: string; route: string; code: number }, seconds: number) => void;
{%- endif %}

/** Counts requests by their route rather than by path, so that the number of series is bounded. Probes are none. */
export function observeRequests({ app, registry }: Server){% if shapes.realtime %}: Count{% else %}: void{% endif %} {
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
{%- if shapes.realtime %}
  const count: Count = (labels, seconds) => {
    requests.inc(labels);
    durations.observe(labels, seconds);
  };
{%- endif %}
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    if (routeOptions.logLevel !== 'silent') {
      const labels = { method, route: routeOptions.url ?? 'none', code: reply.statusCode };
{%- if shapes.realtime %}
      count(labels, reply.elapsedTime / 1000);
{%- else %}
      requests.inc(labels);
      durations.observe(labels, reply.elapsedTime / 1000);
{%- endif %}
    }
  });
{%- if shapes.realtime %}
  return count;
{%- endif %}
}
