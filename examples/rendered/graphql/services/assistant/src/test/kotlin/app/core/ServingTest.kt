package app.core

import io.ktor.server.application.Application
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class ServingTest {
    private val client = HttpClient.newHttpClient()

    private suspend fun get(
        port: String,
        path: String,
        vararg headers: String,
    ): HttpResponse<String> {
        val asked = HttpRequest.newBuilder(URI("http://127.0.0.1:$port$path"))
        headers.forEach { asked.header(it, "192.0.2.1") }
        val request = asked.build()
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).await()
    }

    /** A server on a free port, for as long as the test asks it. */
    private fun serving(
        patience: Duration = 10.seconds,
        serving: Serving = Serving(emptyMap()),
        module: Application.() -> Unit = {},
        test: suspend (port: String, ending: CompletableDeferred<Unit>) -> Unit,
    ) = runBlocking {
        val ending = CompletableDeferred<Unit>()
        val port = CompletableDeferred<String>()
        val tell: (String) -> Unit = { port.complete(it.substringAfterLast(":")) }
        val served = async { serveUntil(ending, serving, 0, patience, tell, module) }
        test(port.await(), ending)
        ending.complete(Unit)
        served.await()
    }

    @Test
    fun `answers probes, metrics and the version`() {
        val serving = Serving(emptyMap())
        serving(serving = serving) { port, _ ->
            for (path in listOf("/healthz", "/readyz", "/metrics")) {
                assertEquals(200, get(port, path).statusCode(), path)
            }
            assertTrue("\"service\":\"$SERVICE\"" in get(port, "/version").body())
            serving.ready = false
            assertEquals(503, get(port, "/readyz").statusCode())
        }
    }

    @Test
    fun `does not tell what is inside where a proxy passes the question on`() =
        serving { port, _ ->
            for (header in listOf("X-Forwarded-For", "Forwarded")) {
                for ((path, code) in mapOf("/healthz" to 200, "/readyz" to 404, "/metrics" to 404, "/version" to 200)) {
                    assertEquals(code, get(port, path, header).statusCode(), path)
                }
            }
        }

    @Test
    fun `tells how each need is`() {
        val states = mutableMapOf("database" to "ok", "queue" to "away")
        serving(serving = Serving(states)) { port, _ ->
            val away = get(port, "/readyz")
            assertEquals(503, away.statusCode())
            assertEquals("""{"ready":false,"needs":{"database":"ok","queue":"away"}}""", away.body())
            states["queue"] = "ok"
            assertEquals(200, get(port, "/readyz").statusCode())
        }
    }

    @Test
    fun `answers what is under way after the end`() {
        val entered = CompletableDeferred<Unit>()
        val ended = CompletableDeferred<Unit>()
        val slow: Application.() -> Unit = {
            routing {
                get("/slow") {
                    entered.complete(Unit)
                    ended.await()
                    call.respondText("done")
                }
            }
        }
        serving(module = slow) { port, ending ->
            supervisorScope {
                val answer = async { get(port, "/slow") }
                entered.await()
                ending.complete(Unit)
                ended.complete(Unit)
                assertEquals("done", answer.await().body())
            }
        }
    }

    @Test
    fun `says so when something took too long`() {
        val entered = CompletableDeferred<Unit>()
        val endless: Application.() -> Unit = {
            routing {
                get("/endless") {
                    entered.complete(Unit)
                    awaitCancellation()
                }
            }
        }
        val error =
            assertThrows<IllegalStateException> {
                serving(patience = 1.milliseconds, module = endless) { port, _ ->
                    supervisorScope {
                        val answer = launch { runCatching { get(port, "/endless") } }
                        entered.await()
                        answer.cancel()
                    }
                }
            }
        assertEquals("requests were still running after 1ms", error.message)
    }
}
