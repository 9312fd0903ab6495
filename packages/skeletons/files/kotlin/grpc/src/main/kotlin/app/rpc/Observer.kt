package app.rpc

import app.core.log
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener
import io.grpc.Metadata
import io.grpc.MethodDescriptor.MethodType
import io.grpc.ServerCall
import io.grpc.ServerCallHandler
import io.grpc.ServerInterceptor
import io.grpc.Status
import io.prometheus.metrics.core.metrics.Counter
import io.prometheus.metrics.core.metrics.Histogram
import io.prometheus.metrics.model.registry.PrometheusRegistry
import java.util.UUID
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.time.DurationUnit
import kotlin.time.TimeSource

private val requestId = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER)
private val traceparent = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER)
private val usable = Regex("[A-Za-z0-9._-]{1,128}")
private val trace = Regex("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
private val labels = arrayOf("grpc_type", "grpc_service", "grpc_method", "grpc_code")

/** Counts calls, under the names that dashboards for gRPC know, and writes one line of the log for each. */
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

        fun tell(status: Status) {
            if (told.compareAndSet(false, true)) {
                val seconds = start.elapsedNow().toDouble(DurationUnit.SECONDS)
                tell(call, status, seconds, id, headers[traceparent].orEmpty())
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
                    val answer = if (status.code == Status.Code.UNKNOWN) brokenBy(status.cause) else status
                    tell(answer)
                    super.close(answer, trailers)
                }
            }
        return object : SimpleForwardingServerCallListener<Asked>(next.startCall(observed, headers)) {
            override fun onCancel() {
                tell(Status.CANCELLED)
                super.onCancel()
            }
        }
    }

    /** What is wrong with a call is told in the log, not to the caller. */
    private fun brokenBy(reason: Throwable?): Status {
        log.error("call failed", reason)
        return Status.INTERNAL.withDescription("internal error")
    }

    private fun tell(
        call: ServerCall<*, *>,
        status: Status,
        seconds: Double,
        id: String,
        traced: String,
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
        durations.labelValues(*values).observe(seconds)
        val line = log.atInfo().addKeyValue("request_id", id)
        trace.matchEntire(traced)?.let { line.addKeyValue("trace_id", it.groupValues[1]) }
        labels.zip(values).forEach { (name, value) -> line.addKeyValue(name, value) }
        line.addKeyValue("seconds", seconds).log("call")
    }
}

/** As other languages write it: InvalidArgument rather than INVALID_ARGUMENT. */
internal fun nameOf(code: Status.Code): String =
    when (code) {
        Status.Code.OK -> "OK"
        else -> code.name.split("_").joinToString("") { it.lowercase().replaceFirstChar(Char::uppercase) }
    }
