package app.core

import app.needs.OK
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCallPipeline
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.ktor.server.request.path
import io.ktor.server.response.respondText
import io.ktor.server.routing.RoutingContext
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.prometheus.metrics.core.metrics.Info
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics
import io.prometheus.metrics.model.registry.PrometheusRegistry
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.io.ByteArrayOutputStream
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

/** What the cluster asks for. None of it is traffic. */
val ownPaths = setOf("/healthz", "/readyz", "/metrics", "/version")

private val pause = 20.milliseconds
private const val CLOSING_MILLIS = 2_000L

/** Whether requests should be routed here, how each need is, what is under way, and what is measured. */
class Serving(
    internal val states: Map<String, String>,
) {
    val registry = PrometheusRegistry().also(::tellOfItself)

    @Volatile
    var ready = false
    internal val underWay = AtomicInteger()
}

/** The version that runs, and how its machine is. */
private fun tellOfItself(registry: PrometheusRegistry) {
    JvmMetrics.builder().register(registry)
    Info
        .builder()
        .name("build_info")
        .help("The version that runs.")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version)
}

/**
 * Hides from those outside what measures tell, and where readiness looks for what it needs: a gateway or an ingress says
 * for whom it asks, and the cluster asks for nobody.
 */
private suspend fun RoutingContext.inside(answer: suspend () -> Unit) {
    val headers = call.request.headers
    if ("X-Forwarded-For" in headers || "Forwarded" in headers) {
        call.respondText("not found\n", status = HttpStatusCode.NotFound)
    } else {
        answer()
    }
}

/** Probes, metrics and the version, before what the service itself offers. */
fun Application.answerTheCluster(serving: Serving) {
    intercept(ApplicationCallPipeline.Setup) {
        if (context.request.path() in ownPaths) {
            return@intercept
        }
        serving.underWay.incrementAndGet()
        try {
            proceed()
        } finally {
            serving.underWay.decrementAndGet()
        }
    }
    routing {
        get("/healthz") { call.respondText("ok\n") }
        get("/readyz") {
            inside {
                // A new version that cannot reach what it needs takes no traffic from the one before.
                val ready = serving.ready && serving.states.values.all { it == OK }
                val said =
                    buildJsonObject {
                        put("ready", ready)
                        putJsonObject("needs") { serving.states.forEach { (name, state) -> put(name, state) } }
                    }
                val status = if (ready) HttpStatusCode.OK else HttpStatusCode.ServiceUnavailable
                call.respondText(said.toString(), ContentType.Application.Json, status)
            }
        }
        get("/metrics") {
            inside {
                val text = ByteArrayOutputStream()
                PrometheusTextFormatWriter.create().write(text, serving.registry.scrape())
                val type = ContentType.parse(PrometheusTextFormatWriter.CONTENT_TYPE)
                call.respondText(text.toString(Charsets.UTF_8), type)
            }
        }
        get("/version") {
            val said =
                buildJsonObject {
                    put("service", SERVICE)
                    put("version", version)
                    put("java", Runtime.version().toString())
                }
            call.respondText(said.toString(), ContentType.Application.Json)
        }
    }
}

/** Answers until it is told to end, then lets the requests under way finish, for as long as the timeout. */
suspend fun serveUntil(
    ending: Deferred<Unit>,
    serving: Serving,
    port: Int,
    shutdownTimeout: Duration,
    tell: (address: String) -> Unit = { log.atInfo().addKeyValue("address", it).log("serving") },
    module: Application.() -> Unit = {},
) {
    val server =
        embeddedServer(Netty, port = port, host = "::") {
            answerTheCluster(serving)
            module()
        }
    server.startSuspend(wait = false)
    try {
        serving.ready = true
        val connector = server.engine.resolvedConnectors().first()
        tell("${connector.host}:${connector.port}")
        ending.await()
        serving.ready = false
        log.atInfo().addKeyValue("timeout_ms", shutdownTimeout.inWholeMilliseconds).log("draining")
        withTimeoutOrNull(shutdownTimeout) {
            while (serving.underWay.get() > 0) {
                delay(pause)
            }
        } ?: throw IllegalStateException("requests were still running after $shutdownTimeout")
    } finally {
        server.stopSuspend(gracePeriodMillis = 0, timeoutMillis = CLOSING_MILLIS)
    }
}
