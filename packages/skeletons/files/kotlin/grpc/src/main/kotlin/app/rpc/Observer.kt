package app.rpc

import app.core.beginSpan
import app.core.log
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener
import io.grpc.Metadata
import io.grpc.MethodDescriptor.MethodType
import io.grpc.ServerCall
import io.grpc.ServerCallHandler
import io.grpc.ServerInterceptor
import io.grpc.Status
import io.grpc.kotlin.CoroutineContextServerInterceptor
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.SpanKind
import io.opentelemetry.api.trace.StatusCode
import io.opentelemetry.context.Context
import io.opentelemetry.extension.kotlin.asContextElement
import io.prometheus.metrics.core.metrics.Counter
import io.prometheus.metrics.core.metrics.Histogram
import io.prometheus.metrics.model.registry.PrometheusRegistry
import java.util.UUID
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.time.Duration
import kotlin.time.DurationUnit
import kotlin.time.TimeSource

private val requestId = keyOf("x-request-id")
private val usable = Regex("[A-Za-z0-9._-]{1,128}")
private val labels = arrayOf("grpc_type", "grpc_service", "grpc_method", "grpc_code")

/** What is no fault of the caller. */
private val ours =
    setOf(
        Status.Code.UNKNOWN,
        Status.Code.DEADLINE_EXCEEDED,
        Status.Code.UNIMPLEMENTED,
        Status.Code.INTERNAL,
        Status.Code.UNAVAILABLE,
        Status.Code.DATA_LOSS,
    )

private val broken = Status.INTERNAL.withDescription("internal error")

/** What a call's answer is worked out in belongs to the trace in which it begins. */
private object Traced : CoroutineContextServerInterceptor() {
    override fun coroutineContext(
        call: ServerCall<*, *>,
        headers: Metadata,
    ) = Context.current().asContextElement()
}

/**
 * Counts calls, under the names that dashboards for gRPC know, writes one line of the log for each, and makes it part of its
 * caller's trace.
 */
class Observer(
    registry: PrometheusRegistry,
) : ServerInterceptor {
    private val handled =
        Counter
            .builder()
            .name("grpc_server_handled_total")
            .help("Calls answered.")
            .labelNames(*labels)
            .register(registry)
    private val durations =
        Histogram
            .builder()
            .name("grpc_server_handling_seconds")
            .help("How long it took.")
            .labelNames(*labels)
            .classicOnly()
            .register(registry)

    override fun <Asked : Any, Answer : Any> interceptCall(
        call: ServerCall<Asked, Answer>,
        headers: Metadata,
        next: ServerCallHandler<Asked, Answer>,
    ): ServerCall.Listener<Asked> {
        val service = call.methodDescriptor.serviceName.orEmpty()
        if (service.startsWith("grpc.")) {
            // Probes are no traffic.
            return next.startCall(call, headers)
        }
        val id = headers[requestId]?.takeIf(usable::matches) ?: UUID.randomUUID().toString()
        val start = TimeSource.Monotonic.markNow()
        val told = AtomicBoolean()
        val context = beginSpan(call.methodDescriptor.fullMethodName, SpanKind.SERVER) { headers[keyOf(it)] }

        fun tell(status: Status) {
            if (told.compareAndSet(false, true)) {
                context.makeCurrent().use { tell(call, status, start.elapsedNow(), id) }
            }
        }
        val observed =
            object : SimpleForwardingServerCall<Asked, Answer>(call) {
                override fun sendHeaders(headers: Metadata) {
                    headers.put(requestId, id)
                    super.sendHeaders(headers)
                }

                override fun close(
                    status: Status,
                    trailers: Metadata,
                ) {
                    val answer = if (status.code == Status.Code.UNKNOWN) broken else status
                    context.makeCurrent().use { tellCause(status, id) }
                    tell(answer)
                    super.close(answer, trailers)
                }
            }
        val answering = context.makeCurrent().use { Traced.interceptCall(observed, headers, next) }
        return object : SimpleForwardingServerCallListener<Asked>(answering) {
            override fun onCancel() {
                tell(Status.CANCELLED)
                super.onCancel()
            }
        }
    }

    /** What is wrong with a call is told in the log, not to the caller. */
    private fun tellCause(
        status: Status,
        id: String,
    ) {
        if (status.cause != null || status.code == Status.Code.UNKNOWN) {
            log
                .atError()
                .addKeyValue("request_id", id)
                .setCause(status.cause)
                .log("call failed")
        }
    }

    private fun tell(
        call: ServerCall<*, *>,
        status: Status,
        took: Duration,
        id: String,
    ) {
        val method = call.methodDescriptor
        val values =
            arrayOf(
                if (method.type == MethodType.UNARY) "unary" else "stream",
                method.serviceName.orEmpty(),
                method.bareMethodName.orEmpty(),
                nameOf(status.code),
            )
        handled.labelValues(*values).inc()
        durations.labelValues(*values).observe(took.toDouble(DurationUnit.SECONDS))
        val line = log.atInfo().addKeyValue("request_id", id)
        labels.zip(values).forEach { (name, value) -> line.addKeyValue(name, value) }
        line.addKeyValue("duration_ms", took.inWholeMilliseconds).log("call")
        endSpan(call, status)
    }

    private fun endSpan(
        call: ServerCall<*, *>,
        status: Status,
    ) {
        val span = Span.current()
        span
            .setAttribute("rpc.system", "grpc")
            .setAttribute("rpc.service", call.methodDescriptor.serviceName.orEmpty())
            .setAttribute("rpc.method", call.methodDescriptor.bareMethodName.orEmpty())
            .setAttribute("rpc.grpc.status_code", status.code.value().toLong())
        if (status.code in ours) {
            span.setStatus(StatusCode.ERROR)
        }
        span.end()
    }
}

private fun keyOf(header: String) = Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER)

/** As other languages write it: InvalidArgument rather than INVALID_ARGUMENT. */
internal fun nameOf(code: Status.Code): String =
    when (code) {
        Status.Code.OK -> "OK"
        else -> code.name.split("_").joinToString("") { it.lowercase().replaceFirstChar(Char::uppercase) }
    }
