import { randomUUID } from 'node:crypto';
import { ServerInterceptingCall, status } from '@grpc/grpc-js';
import type { Metadata, ServerInterceptor } from '@grpc/grpc-js';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

const labelNames = ['grpc_type', 'grpc_service', 'grpc_method', 'grpc_code'];

/** Counts calls, under the names that dashboards for gRPC know, and writes one line of the log for each; tells their part of the trace. */
export function observer(registry: Registry, log: Logger): ServerInterceptor {
  const registers = [registry];
  const handled = new Counter({ name: 'grpc_server_handled_total', help: 'Calls answered.', labelNames, registers });
  const durations = new Histogram({
    name: 'grpc_server_handling_seconds',
    help: 'How long it took.',
    labelNames,
    registers,
  });
  return ({ path, requestStream, responseStream }, call) => {
    const [, service = '', method = ''] = path.split('/');
    if (service.startsWith('grpc.')) {
      // Probes are no traffic.
      return new ServerInterceptingCall(call);
    }
    const start = performance.now();
    let request_id = idOf();
    let begun = context.active();
    let told = false;
    const tell = (code: status) => {
      if (told) {
        return;
      }
      told = true;
      const seconds = (performance.now() - start) / 1000;
      const grpc_type = requestStream || responseStream ? 'stream' : 'unary';
      const labels = { grpc_type, grpc_service: service, grpc_method: method, grpc_code: nameOf(code) };
      handled.inc(labels);
      durations.observe(labels, seconds);
      context.with(begun, () => log.info({ request_id, ...labels, duration_ms: Math.round(seconds * 1000) }, 'call'));
      const span = trace.getSpan(begun);
      span?.setAttribute('rpc.grpc.status_code', code);
      if (ours.has(code)) {
        span?.setStatus({ code: SpanStatusCode.ERROR });
      }
      span?.end();
    };
    return new ServerInterceptingCall(call, {
      start: next =>
        next({
          onReceiveMetadata: (metadata, go) => {
            request_id = idOf(metadata);
            // For what is said of the call meanwhile.
            metadata.set('x-request-id', request_id);
            begun = beginCall(service, method, metadata);
            context.with(begun, () => go(metadata));
          },
          onReceiveMessage: (message, go) => context.with(begun, () => go(message)),
          onReceiveHalfClose: go => context.with(begun, go),
          onCancel: () => tell(status.CANCELLED),
        }),
      sendMetadata: (metadata, next) => {
        metadata.set('x-request-id', request_id);
        next(metadata);
      },
      sendStatus: (answer, next) => {
        tell(answer.code ?? status.UNKNOWN);
        next(answer);
      },
    });
  };
}

/** What is no fault of the caller. */
const ours = new Set([
  status.UNKNOWN,
  status.DEADLINE_EXCEEDED,
  status.UNIMPLEMENTED,
  status.INTERNAL,
  status.UNAVAILABLE,
  status.DATA_LOSS,
]);

/** Begins the part that a call has in its caller's trace. */
function beginCall(service: string, method: string, metadata: Metadata): Context {
  const caller = propagation.extract(context.active(), metadata.getMap());
  const attributes = { 'rpc.system': 'grpc', 'rpc.service': service, 'rpc.method': method };
  const span = trace.getTracer('${{ name }}').startSpan(`${service}/${method}`, { kind: SpanKind.SERVER, attributes }, caller);
  return trace.setSpan(caller, span);
}

/** The caller's own, when it is a plain one. */
function idOf(metadata?: Metadata): string {
  const [id = randomUUID()] = /^[\w.-]{1,128}$/.exec(String(metadata?.get('x-request-id')[0] ?? '')) ?? [];
  return id;
}

/** As other languages write it: InvalidArgument rather than INVALID_ARGUMENT. */
function nameOf(code: status): string {
  return code === status.OK
    ? 'OK'
    : status[code].toLowerCase().replace(/(?:^|_)(.)/g, (_all, letter: string) => letter.toUpperCase());
}
