import { subscribe } from 'node:diagnostics_channel';
import { format } from 'node:util';
import { context, diag, DiagLogLevel, isSpanContextValid, propagation, trace } from '@opentelemetry/api';
import type { DiagLogger } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TracerProvider,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import type { Sampler } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import { version } from './version.ts';

type Environment = Record<string, string | undefined>;

/** Hands the last spans over; whether the collector took them in time. */
export type Flush = (patience: number) => Promise<boolean>;

/**
 * Tells a collector what the service does, in the background, where the environment names one by OpenTelemetry's own variables:
 * OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER. Without one there is nothing to
 * do, and the log still tells the caller's trace.
 */
export function startTracing(env: Environment, log: Logger): Flush {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(
    new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
  );
  if (!isWanted(env)) {
    return () => Promise.resolve(true);
  }
  diag.setLogger(complaintsTo(log), DiagLogLevel.WARN);
  const provider = new TracerProvider({
    sampler: samplerOf(env),
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'xeo-export', 'service.version': version }))
      // Last, since the environment knows better.
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  trace.setGlobalTracerProvider(provider);
  // What the service asks of others by fetch belongs to the trace as well.
  subscribe('undici:request:create', message => {
    const { request } = message as { request: { addHeader: (name: string, value: string) => void } };
    propagation.inject(context.active(), request, { set: (carrier, name, value) => carrier.addHeader(name, value) });
  });
  return patience =>
    Promise.race([
      provider.shutdown().then(
        () => true,
        () => false,
      ),
      new Promise<boolean>(resolve => setTimeout(() => resolve(false), patience).unref()),
    ]);
}

/** The trace and the span that a line of the log belongs to. A caller's span is none of ours. */
export function idsOf(within = context.active()): { trace_id?: string; span_id?: string } {
  const span = trace.getSpanContext(within);
  if (!span || !isSpanContextValid(span)) {
    return {};
  }
  return span.isRemote ? { trace_id: span.traceId } : { trace_id: span.traceId, span_id: span.spanId };
}

function isWanted(env: Environment): boolean {
  const collector = env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  return Boolean(collector) && env.OTEL_SDK_DISABLED !== 'true';
}

/** Which traces are told: where the environment does not say, those that the caller tells, and all that begin here. */
function samplerOf({ OTEL_TRACES_SAMPLER: wanted = '', OTEL_TRACES_SAMPLER_ARG: share }: Environment): Sampler {
  const kinds: Record<string, () => Sampler> = {
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(share ? Number(share) : 1),
  };
  const root = (kinds[wanted.replace('parentbased_', '')] ?? (() => new AlwaysOnSampler()))();
  return /^(always_on|always_off|traceidratio)$/.test(wanted) ? root : new ParentBasedSampler({ root });
}

/** Told once a minute at most: a collector that is away fails again and again. */
function complaintsTo(log: Logger): DiagLogger {
  let quietUntil = 0;
  const complain = (...said: unknown[]) => {
    if (Date.now() >= quietUntil) {
      quietUntil = Date.now() + 60_000;
      log.warn({ reason: format(...said) }, 'traces are not told');
    }
  };
  const ignore = () => undefined;
  return { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore };
}
