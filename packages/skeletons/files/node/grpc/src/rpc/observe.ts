import { randomUUID } from 'node:crypto';
import { ServerInterceptingCall, status } from '@grpc/grpc-js';
import type { Metadata, ServerInterceptor } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import { Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

const labelNames = ['grpc_type', 'grpc_service', 'grpc_method', 'grpc_code'];

/** Counts calls, under the names that dashboards for gRPC know, and writes one line of the log for each. */
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
    let ids = idsOf();
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
      log.info({ ...ids, ...labels, duration_ms: Math.round(seconds * 1000) }, 'call');
    };
    return new ServerInterceptingCall(call, {
      start: next =>
        next({
          onReceiveMetadata: (metadata, go) => {
            ids = idsOf(metadata);
            go(metadata);
          },
          onCancel: () => tell(status.CANCELLED),
        }),
      sendMetadata: (metadata, next) => {
        metadata.set('x-request-id', ids.request_id);
        next(metadata);
      },
      sendStatus: (answer, next) => {
        tell(answer.code ?? status.UNKNOWN);
        next(answer);
      },
    });
  };
}

/** The caller's own request id, when it is a plain one, and the trace as the W3C has it: version, trace, span, flags. */
function idsOf(metadata?: Metadata) {
  const header = (name: string) => String(metadata?.get(name)[0] ?? '');
  const [request_id = randomUUID()] = /^[\w.-]{1,128}$/.exec(header('x-request-id')) ?? [];
  const [, trace_id] = /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(header('traceparent')) ?? [];
  return { request_id, trace_id };
}

/** As other languages write it: InvalidArgument rather than INVALID_ARGUMENT. */
function nameOf(code: status): string {
  return code === status.OK
    ? 'OK'
    : status[code].toLowerCase().replace(/(?:^|_)(.)/g, (_all, letter: string) => letter.toUpperCase());
}
