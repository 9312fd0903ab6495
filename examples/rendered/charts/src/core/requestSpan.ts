import type { IncomingMessage } from 'node:http';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';

/** Begins the part that a request has in its caller's trace. */
export function beginRequest({ method = 'GET', url = '/', headers }: IncomingMessage): Context {
  const caller = propagation.extract(context.active(), headers);
  const attributes = { 'http.request.method': method, 'url.path': url.split('?', 1)[0] };
  const span = trace.getTracer('xeo-export').startSpan(method, { kind: SpanKind.SERVER, attributes }, caller);
  return trace.setSpan(caller, span);
}

/** Ends it. It has the name of its route, of which there are few. */
export function endRequest(begun: Context, { method, route, code }: { method: string; route: string; code: number }): void {
  const span = trace.getSpan(begun);
  span?.updateName(`${method} ${route}`);
  span?.setAttributes({ 'http.route': route, 'http.response.status_code': code });
  if (code >= 500) {
    span?.setStatus({ code: SpanStatusCode.ERROR });
  }
  span?.end();
}
