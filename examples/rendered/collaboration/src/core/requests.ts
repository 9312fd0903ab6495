import type { IncomingMessage } from 'node:http';
import { context } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import { Counter, Histogram } from 'prom-client';
import { beginRequest, endRequest } from './requestSpan.ts';
import type { Server } from './server.ts';

const labelNames = ['method', 'route', 'code'];

/** Counts what the framework does not see. */
export type Count = (labels: { method: string; route: string; code: number }, seconds: number) => void;

/**
 * Counts requests by their route rather than by path, so that the number of series is bounded, says one line of the log for each,
 * and tells its part of the trace. Probes are none.
 */
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
  const begun = new WeakMap<IncomingMessage, Context>();
  const enter: onRequestHookHandler = ({ raw }, _reply, done) => {
    context.with(begun.get(raw) ?? context.active(), done);
  };
  app.addHook('onRequest', (request, reply, done) => {
    if (!isProbe(request)) {
      begun.set(request.raw, beginRequest(request.raw));
    }
    enter.call(app, request, reply, done);
  });
  // Where the body was read in between, nobody knows the trace any more.
  app.addHook('preValidation', enter);
  app.addHook('onResponse', async (request, reply) => {
    const { method, url, raw, routeOptions, log } = request;
    const within = begun.get(raw);
    if (within) {
      const labels = { method, route: routeOptions.url ?? 'none', code: reply.statusCode };
      count(labels, reply.elapsedTime / 1000);
      const said = { method, path: url.split('?', 1)[0], code: labels.code, duration_ms: Math.round(reply.elapsedTime) };
      context.with(within, () => log.info(said, 'request'));
      endRequest(within, labels);
    }
  });
  return count;
}

function isProbe({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.logLevel === 'silent';
}
