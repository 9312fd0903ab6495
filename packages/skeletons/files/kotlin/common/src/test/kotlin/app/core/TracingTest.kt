package app.core

import ch.qos.logback.classic.Level
import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.LoggerContext
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.classic.spi.LoggingEvent
import ch.qos.logback.core.read.ListAppender
import com.sun.net.httpserver.HttpServer
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.SpanKind
import io.opentelemetry.extension.kotlin.asContextElement
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import net.logstash.logback.encoder.LogstashEncoder
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.net.InetAddress
import java.net.InetSocketAddress
import java.time.Instant
import java.util.concurrent.CountDownLatch
import java.util.logging.LogRecord
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

private const val TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
private const val CALLER = "00-$TRACE-00f067aa0ba902b7-01"

class TracingTest {
    /** Takes what it is told, and answers when it may. */
    private class Collector : AutoCloseable {
        val told = mutableListOf<String>()
        val mayAnswer = CountDownLatch(1)
        private val server =
            HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
                createContext("/v1/traces") { exchange ->
                    told += exchange.requestBody.readBytes().toString(Charsets.ISO_8859_1)
                    mayAnswer.await()
                    exchange.sendResponseHeaders(200, -1)
                    exchange.close()
                }
                start()
            }

        fun sdk() =
            sdkOf(
                mapOf(
                    "otel.exporter.otlp.endpoint" to "http://localhost:${server.address.port}",
                    "otel.resource.attributes" to "place=test,service.version=1.2.3",
                ),
            )

        override fun close() {
            mayAnswer.countDown()
            server.stop(0)
        }
    }

    /** A span that was begun with what tells traces of this service. */
    private fun <T> told(
        collector: Collector,
        test: (span: Span, flush: Flush) -> T,
    ): T {
        val before = telemetry
        val sdk = collector.sdk()
        telemetry = sdk
        try {
            val context = beginSpan("greet", SpanKind.SERVER) { name -> CALLER.takeIf { name == "traceparent" } }
            return context.makeCurrent().use { test(Span.current()) { flush(sdk, it) } }
        } finally {
            telemetry = before
        }
    }

    @Test
    fun `hands the last spans to the collector, as part of the caller's trace`() =
        Collector().use { collector ->
            collector.mayAnswer.countDown()
            val (id, line) =
                told(collector) { span, flush ->
                    val line = line()
                    span.end()
                    assertTrue(flush(10.seconds))
                    span.spanContext.spanId to line
                }
            // What another test began may end meanwhile, and is told by itself.
            val body = collector.told.single { bytes(id) in it }
            for (piece in listOf(bytes(TRACE), "greet", SERVICE, "1.2.3", "place")) {
                assertTrue(piece in body, piece)
            }
            assertTrue("\"trace_id\":\"$TRACE\",\"span_id\":\"$id\"" in line, line)
        }

    /** What the log writes of something that is said now. */
    private fun line(): String {
        val encoder = LogstashEncoder().apply { addProvider(LevelAndTrace()) }
        val context = (log as Logger).loggerContext
        encoder.context = context
        encoder.start()
        val event = LoggingEvent()
        event.setLoggerContext(context)
        event.setInstant(Instant.EPOCH)
        event.level = Level.INFO
        event.message = "greeted"
        return encoder.encode(event).decodeToString()
    }

    private fun bytes(id: String) = id.chunked(2).map { it.toInt(16).toChar() }.joinToString("")

    @Test
    fun `waits no longer for a collector that hangs than it may`() =
        Collector().use { collector ->
            told(collector) { span, flush ->
                span.end()
                assertFalse(flush(10.milliseconds))
            }
        }

    @Test
    fun `tells a collector where one is named`() {
        for ((env, wanted) in listOf(
            mapOf<String, String>() to false,
            mapOf("OTEL_EXPORTER_OTLP_ENDPOINT" to "http://collector:4318") to true,
            mapOf("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" to "http://collector:4318/v1/traces") to true,
            mapOf("OTEL_EXPORTER_OTLP_ENDPOINT" to "http://c", "OTEL_SDK_DISABLED" to "true") to false,
        )) {
            assertEquals(wanted, isWanted(env), "$env")
        }
    }

    @Test
    fun `passes the caller's trace on without a collector, from thread to thread`() =
        runBlocking {
            assertTrue(startTracing(emptyMap())(0.seconds))
            val context = beginSpan("greet", SpanKind.SERVER) { name -> CALLER.takeIf { name == "traceparent" } }
            val asking = mutableMapOf<String, String>()
            withContext(context.asContextElement() + Dispatchers.IO) {
                assertEquals(mapOf("trace_id" to TRACE), traceIds())
                assertFalse(Span.current().isRecording)
                telemetry.propagators.textMapPropagator.inject(context, asking) { headers, name, value ->
                    headers?.put(name, value)
                }
            }
            assertEquals(CALLER, asking["traceparent"])
            assertEquals(emptyMap<String, String>(), traceIds())
        }

    @Test
    fun `complains once a minute at most`() {
        val logger = LoggerContext().getLogger("app")
        val lines = ListAppender<ILoggingEvent>().apply { start() }
        logger.addAppender(lines)
        val few = FewComplaints(logger)
        for (second in listOf(60L, 61L, 119L, 120L)) {
            val said = LogRecord(java.util.logging.Level.WARNING, "away")
            said.instant = Instant.ofEpochSecond(second)
            few.publish(said)
        }
        few.publish(LogRecord(java.util.logging.Level.INFO, "there"))
        assertEquals(2, lines.list.size)
    }
}
