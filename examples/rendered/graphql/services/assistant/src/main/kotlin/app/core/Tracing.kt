package app.core

import io.opentelemetry.api.OpenTelemetry
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.SpanKind
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator
import io.opentelemetry.context.Context
import io.opentelemetry.context.propagation.ContextPropagators
import io.opentelemetry.context.propagation.TextMapPropagator
import io.opentelemetry.sdk.OpenTelemetrySdk
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException
import java.util.concurrent.TimeUnit
import java.util.logging.Logger
import kotlin.time.Duration

/** Hands the last spans over, for so long; whether the collector took them in time. */
typealias Flush = (patience: Duration) -> Boolean

/**
 * Begins spans, takes traces from headers and gives them to the headers of what is asked of others. Where nobody named a
 * collector nothing is told, and traces are passed on all the same.
 */
@Volatile
var telemetry: OpenTelemetry =
    OpenTelemetry.propagating(
        ContextPropagators.create(
            TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance()),
        ),
    )
    internal set

/** Held here, since the virtual machine forgets a logger, and who listens to it, that nobody holds. */
private val library = Logger.getLogger("io.opentelemetry")

/**
 * Tells a collector what the service does, in the background, where the environment names one by OpenTelemetry's own
 * variables: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER and the rest.
 */
fun startTracing(env: Map<String, String>): Flush {
    if (!isWanted(env)) {
        return { true }
    }
    library.useParentHandlers = false
    library.addHandler(FewComplaints(log))
    val sdk =
        try {
            sdkOf()
        } catch (error: ConfigurationException) {
            // A service works without.
            log.warn("traces are not told", error)
            return { true }
        }
    telemetry = sdk
    return { patience -> flush(sdk, patience) }
}

internal fun isWanted(env: Map<String, String>): Boolean =
    env["OTEL_SDK_DISABLED"] != "true" &&
        listOf("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT").any { !env[it].isNullOrEmpty() }

/** What is set here is set for good; all else the library reads from the environment. */
internal fun sdkOf(preset: Map<String, String> = emptyMap()): OpenTelemetrySdk =
    AutoConfiguredOpenTelemetrySdk
        .builder()
        // The program says itself when it ends.
        .disableShutdownHook()
        .addPropertiesSupplier { preset }
        .addPropertiesCustomizer { found ->
            mapOf(
                "otel.exporter.otlp.traces.protocol" to "http/protobuf",
                // Metrics are asked for, and the log is read where it is written.
                "otel.metrics.exporter" to "none",
                "otel.logs.exporter" to "none",
                // The environment comes last, since it knows better.
                "otel.resource.attributes" to
                    "service.name=$SERVICE,service.version=$version,${found.getString("otel.resource.attributes", "")}",
            )
        }.build()
        .openTelemetrySdk

/** The library waits for its exporter, however long that takes; the program does not. */
internal fun flush(
    sdk: OpenTelemetrySdk,
    patience: Duration,
): Boolean = sdk.shutdown().join(patience.inWholeMilliseconds, TimeUnit.MILLISECONDS).isSuccess

/** Begins a span that goes on with the trace that a caller's headers tell, if any. Who begins it ends it. */
fun beginSpan(
    name: String,
    kind: SpanKind,
    header: (name: String) -> String? = { null },
): Context {
    val propagator = telemetry.propagators.textMapPropagator
    val caller = propagator.extract(Context.root(), header) { of, name -> of?.invoke(name) }
    val span =
        telemetry
            .getTracer("app")
            .spanBuilder(name)
            .setSpanKind(kind)
            .setParent(caller)
            .startSpan()
    return caller.with(span)
}

/** The trace and the span that a line of the log belongs to. A caller's span is none of ours. */
fun traceIds(): Map<String, String> {
    val span = Span.current().spanContext
    return when {
        !span.isValid -> emptyMap()
        span.isRemote -> mapOf("trace_id" to span.traceId)
        else -> mapOf("trace_id" to span.traceId, "span_id" to span.spanId)
    }
}
