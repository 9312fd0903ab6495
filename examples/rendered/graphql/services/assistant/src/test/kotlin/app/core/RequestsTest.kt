package app.core

import ch.qos.logback.classic.Level
import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.AppenderBase
import io.ktor.client.request.get
import io.ktor.client.request.header
import io.ktor.client.request.request
import io.ktor.client.statement.bodyAsText
import io.ktor.http.HttpMethod
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.ktor.server.testing.ApplicationTestBuilder
import io.ktor.server.testing.testApplication
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

private const val TRACE = "0af7651916cd43dd8448eb211c80319c"

/** What is said, and which trace it is said in. */
private class Lines : AppenderBase<ILoggingEvent>() {
    val said = mutableListOf<Map<String, Any?>>()

    override fun append(event: ILoggingEvent) {
        said += event.keyValuePairs.associate { it.key to it.value } + traceIds()
    }
}

class RequestsTest {
    private fun ApplicationTestBuilder.observed() =
        application {
            val serving = Serving(emptyMap())
            answerTheCluster(serving)
            observeRequests(serving)
            routing {
                get("/things/{name}") {
                    check(call.parameters["name"] != "broken")
                    call.respondText("in ${traceIds()["trace_id"]}")
                }
            }
        }

    @Test
    fun `counts by route, and leaves probes out`() =
        testApplication {
            observed()
            for (path in listOf("/things/a", "/things/b", "/things/broken", "/nowhere", "/healthz")) {
                runCatching { client.get(path) }
            }
            val metrics = client.get("/metrics").bodyAsText()
            for ((labels, count) in listOf(
                """code="200",method="GET",route="/things/{name}"""" to 2,
                """code="500",method="GET",route="/things/{name}"""" to 1,
                """code="404",method="GET",route="none"""" to 1,
            )) {
                assertTrue("http_requests_total{$labels} $count.0" in metrics, metrics)
            }
            assertFalse("healthz" in metrics)
        }

    @Test
    fun `logs with the ids by which a request is found`() =
        testApplication {
            observed()
            val lines = Lines().apply { start() }
            val logger = log as Logger
            logger.level = Level.INFO
            logger.addAppender(lines)
            val answer =
                client.get("/things/a") {
                    header("x-request-id", "r-1")
                    header("traceparent", "00-$TRACE-b7ad6b7169203331-01")
                }
            logger.detachAppender(lines)
            assertEquals("r-1", answer.headers["x-request-id"])
            assertEquals("in $TRACE", answer.bodyAsText())
            val said = lines.said.single()
            assertEquals("r-1", said["request_id"])
            assertEquals(TRACE, said["trace_id"])
            assertEquals(200, said["code"])
        }

    @Test
    fun `tells the log alone why a request failed`() =
        testApplication {
            observed()
            val lines = Lines().apply { start() }
            val logger = log as Logger
            logger.level = Level.INFO
            logger.addAppender(lines)
            val answer = client.get("/things/broken") { header("x-request-id", "r-2") }
            logger.detachAppender(lines)
            assertEquals("""{"title":"Internal Server Error","status":500}""", answer.bodyAsText())
            val (failed, told) = lines.said
            assertEquals("r-2", failed["request_id"])
            assertEquals(500, told["code"])
        }

    @Test
    fun `counts methods that nobody knows as one`() =
        testApplication {
            observed()
            for (method in listOf("BREW", "WHEN")) {
                client.request("/nowhere") { this.method = HttpMethod(method) }
            }
            val metrics = client.get("/metrics").bodyAsText()
            assertTrue("""http_requests_total{code="404",method="other",route="none"} 2.0""" in metrics, metrics)
        }
}
