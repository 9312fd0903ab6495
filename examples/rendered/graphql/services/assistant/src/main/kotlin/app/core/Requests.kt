package app.core

import io.ktor.http.HttpMethod
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.ApplicationCallPipeline
import io.ktor.server.application.call
import io.ktor.server.engine.defaultExceptionStatusCode
import io.ktor.server.request.httpMethod
import io.ktor.server.request.path
import io.ktor.server.response.header
import io.ktor.server.routing.PathSegmentConstantRouteSelector
import io.ktor.server.routing.PathSegmentParameterRouteSelector
import io.ktor.server.routing.RoutingNode
import io.ktor.server.routing.RoutingRoot
import io.ktor.util.AttributeKey
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.SpanKind
import io.opentelemetry.api.trace.StatusCode
import io.opentelemetry.extension.kotlin.asContextElement
import io.prometheus.metrics.core.metrics.Counter
import io.prometheus.metrics.core.metrics.Histogram
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.withContext
import java.util.UUID
import kotlin.time.DurationUnit
import kotlin.time.TimeSource

private val route = AttributeKey<String>("route")
private val usable = Regex("[A-Za-z0-9._-]{1,128}")
private const val BROKEN = 500

/** Anybody may send any method; only the known ones get a series of their own. */
private val methods = HttpMethod.DefaultMethods.map { it.value }.toSet()

/** Counts requests by their route, so that the number of series is bounded, logs each, and makes it part of its caller's trace. */
fun Application.observeRequests(serving: Serving) {
    val requests =
        Counter
            .builder()
            .name("http_requests_total")
            .help("Requests served.")
            .labelNames("method", "route", "code")
            .register(serving.registry)
    val durations =
        Histogram
            .builder()
            .name("http_request_duration_seconds")
            .help("How long it took.")
            .labelNames("method", "route", "code")
            .classicOnly()
            .register(serving.registry)

    monitor.subscribe(RoutingRoot.RoutingCallStarted) { call ->
        call.attributes.put(route, call.route.path())
    }
    intercept(ApplicationCallPipeline.Monitoring) {
        if (call.request.path() in ownPaths) {
            return@intercept
        }
        val start = TimeSource.Monotonic.markNow()
        val id = call.request.headers["x-request-id"]?.takeIf(usable::matches) ?: UUID.randomUUID().toString()
        call.response.header("x-request-id", id)
        val context = beginSpan(call.request.httpMethod.value, SpanKind.SERVER) { call.request.headers[it] }
        withContext(context.asContextElement()) {
            var failed = true
            try {
                proceed()
                failed = false
            } catch (error: Exception) {
                call.tellFailure(error, id)
                failed = false
            } finally {
                val took = start.elapsedNow()
                val code = if (failed) BROKEN else call.response.status()?.value ?: BROKEN
                val method = call.request.httpMethod.value
                val labels =
                    arrayOf(
                        method.takeIf { it in methods } ?: "other",
                        call.attributes.getOrNull(route) ?: "none",
                        code.toString(),
                    )
                requests.labelValues(*labels).inc()
                durations.labelValues(*labels).observe(took.toDouble(DurationUnit.SECONDS))
                log
                    .atInfo()
                    .addKeyValue("request_id", id)
                    .addKeyValue("method", method)
                    .addKeyValue("path", call.request.path())
                    .addKeyValue("code", code)
                    .addKeyValue("duration_ms", took.inWholeMilliseconds)
                    .log("request")
                endSpan(labels[0], labels[1], call.request.path(), code)
            }
        }
    }
}

/** What the framework knows an answer to is left to it; of all else the log alone is told why. */
private suspend fun ApplicationCall.tellFailure(
    error: Exception,
    id: String,
) {
    if (error is CancellationException || defaultExceptionStatusCode(error) != null) {
        throw error
    }
    log
        .atError()
        .addKeyValue("request_id", id)
        .setCause(error)
        .log("request failed")
    if (response.isCommitted) {
        throw error
    }
    respondProblem(HttpStatusCode.InternalServerError)
}

/** Under the name of its route, of which there are few. */
private fun endSpan(
    method: String,
    route: String,
    path: String,
    code: Int,
) {
    val span = Span.current().updateName("$method $route")
    span
        .setAttribute("http.request.method", method)
        .setAttribute("http.route", route)
        .setAttribute("url.path", path)
        .setAttribute("http.response.status_code", code.toLong())
    if (code >= BROKEN) {
        span.setStatus(StatusCode.ERROR)
    }
    span.end()
}

/** The route as it was written, such as /v1/greetings/{name}. */
private fun RoutingNode.path(): String =
    generateSequence(this) { it.parent }
        .map { it.selector }
        .filter { it is PathSegmentConstantRouteSelector || it is PathSegmentParameterRouteSelector }
        .toList()
        .reversed()
        .joinToString("") { "/$it" }
