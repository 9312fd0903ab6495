package app.rpc

import app.core.Serving
import app.core.traceIds
import greetings.v1.GreetingsGrpcKt.GreetingsCoroutineImplBase
import greetings.v1.GreetingsGrpcKt.GreetingsCoroutineStub
import greetings.v1.GreetingsOuterClass.GreetRequest
import greetings.v1.GreetingsOuterClass.GreetResponse
{%- if needs.postgres %}
import greetings.v1.GreetingsOuterClass.PutRequest
{%- endif %}
import io.grpc.Grpc
import io.grpc.InsecureChannelCredentials
import io.grpc.ManagedChannel
import io.grpc.Metadata
import io.grpc.Status
import io.grpc.health.v1.HealthCheckRequest
import io.grpc.health.v1.HealthCheckResponse.ServingStatus
import io.grpc.health.v1.HealthGrpc
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.assertThrows
import java.io.ByteArrayOutputStream
{%- if needs.postgres %}
import java.io.IOException
{%- endif %}
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class CallsTest {
    private fun serving() = Serving({% if needs.any %}emptyMap(){% endif %}).apply { ready = true }
{% if needs.postgres %}
    private val kept = mutableMapOf<String, String>()
    private val greetings = GreetingsService({ kept[it] }, { name, message -> kept[name] = message })
{%- else %}
    private val greetings = GreetingsService()
{%- endif %}

    /** A server on a free port, for as long as the test calls it. */
    private fun called(
        service: GreetingsCoroutineImplBase = greetings,
        patience: Duration = 10.seconds,
        serving: Serving = serving(),
        test: suspend (channel: ManagedChannel, ending: CompletableDeferred<Unit>) -> Unit,
    ) = runBlocking {
        val ending = CompletableDeferred<Unit>()
        val port = CompletableDeferred<Int>()
        val tell: (String) -> Unit = { port.complete(it.substringAfterLast(":").toInt()) }
        val served = async { serveCalls(ending, serving, 0, patience, service, tell) }
        val channel =
            Grpc.newChannelBuilderForAddress("localhost", port.await(), InsecureChannelCredentials.create()).build()
        try {
            test(channel, ending)
        } finally {
            channel.shutdownNow()
            ending.complete(Unit)
        }
        served.await()
    }

    private suspend fun ManagedChannel.greeted(name: String): String =
        runCatching {
            GreetingsCoroutineStub(this).greet(GreetRequest.newBuilder().setName(name).build()).message
        }.getOrElse { nameOf(Status.fromThrowable(it).code) }

    @TestFactory
    fun `what is answered`(): List<DynamicTest> {
        fun answers(
            what: String,
            name: String,
            want: String,
        ) = dynamicTest(what) { called { channel, _ -> assertEquals(want, channel.greeted(name)) } }
        return listOf(
            answers("it greets by name", "Ada", "Hello, Ada"),
            answers("it takes any alphabet", "Łukasz", "Hello, Łukasz"),
            answers("it asks for a name", "", "InvalidArgument"),
            answers("it refuses an endless one", "x".repeat(101), "InvalidArgument"),
        )
    }
{%- if needs.postgres %}

    @Test
    fun `keeps a greeting`() =
        called { channel, _ ->
            val stub = GreetingsCoroutineStub(channel)

            suspend fun put(message: String) =
                stub.put(
                    PutRequest
                        .newBuilder()
                        .setName("Eve")
                        .setMessage(message)
                        .build(),
                )
            put("Good morning")
            assertEquals("Good morning", channel.greeted("Eve"))
            for (wrong in listOf("", "x".repeat(101))) {
                val refused = runCatching { put(wrong) }.exceptionOrNull()
                assertEquals(Status.Code.INVALID_ARGUMENT, refused?.let { Status.fromThrowable(it).code })
            }
        }

    @Test
    fun `a database that is away is no fault of the caller`() {
        val away: suspend () -> Nothing = { throw IOException("away") }
        called(GreetingsService({ away() }, { _, _ -> away() })) { channel, _ ->
            assertEquals("Unavailable", channel.greeted("Ada"))
        }
    }
{%- endif %}

    @Test
    fun `tells its health by the protocol`() =
        called { channel, _ ->
            val health = HealthGrpc.newBlockingStub(channel)
            for (service in listOf("", "ready")) {
                val answer = health.check(HealthCheckRequest.newBuilder().setService(service).build())
                assertEquals(ServingStatus.SERVING, answer.status)
            }
        }

    @Test
    fun `counts calls, by what became of them`() {
        val serving = serving()
        called(serving = serving) { channel, _ ->
            channel.greeted("Ada")
            channel.greeted("")
        }
        val written = ByteArrayOutputStream()
        PrometheusTextFormatWriter.create().write(written, serving.registry.scrape())
        val page = written.toString(Charsets.UTF_8)
        for (code in listOf("OK", "InvalidArgument")) {
            val names = """grpc_code="$code",grpc_method="Greet",grpc_service="greetings.v1.Greetings","""
            assertTrue("""grpc_server_handled_total{${names}grpc_type="unary"} 1.0""" in page, page)
        }
    }

    @Test
    fun `what is wrong with one call is told to nobody else`() {
        val broken =
            object : GreetingsCoroutineImplBase() {
                override suspend fun greet(request: GreetRequest): GreetResponse = error("boom")
            }
        called(broken) { channel, _ ->
            assertEquals("Internal", channel.greeted("Ada"))
            assertEquals("Internal", channel.greeted("Ada"))
        }
    }

    @Test
    fun `answers as part of the caller's trace`() {
        val trace = "0af7651916cd43dd8448eb211c80319c"
        val caller = Metadata()
        caller.put(
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
            "00-$trace-b7ad6b7169203331-01",
        )
        val traced =
            object : GreetingsCoroutineImplBase() {
                override suspend fun greet(request: GreetRequest): GreetResponse =
                    GreetResponse.newBuilder().setMessage("in ${traceIds()["trace_id"]}").build()
            }
        called(traced) { channel, _ ->
            val answer = GreetingsCoroutineStub(channel).greet(GreetRequest.getDefaultInstance(), caller)
            assertEquals("in $trace", answer.message)
        }
    }

    private class Slow : GreetingsCoroutineImplBase() {
        val entered = CompletableDeferred<Unit>()
        val goOn = CompletableDeferred<Unit>()

        override suspend fun greet(request: GreetRequest): GreetResponse {
            entered.complete(Unit)
            goOn.await()
            return GreetResponse.newBuilder().setMessage("done").build()
        }
    }

    @Test
    fun `answers what is under way after the end`() {
        val slow = Slow()
        called(slow) { channel, ending ->
            supervisorScope {
                val answer = async { channel.greeted("Ada") }
                slow.entered.await()
                ending.complete(Unit)
                slow.goOn.complete(Unit)
                assertEquals("done", answer.await())
            }
        }
    }

    @Test
    fun `says so when calls took too long`() {
        val slow = Slow()
        val error =
            assertThrows<IllegalStateException> {
                called(slow, patience = 1.milliseconds) { channel, ending ->
                    supervisorScope {
                        val answer = async { channel.greeted("Ada") }
                        slow.entered.await()
                        ending.complete(Unit)
                        answer.await()
                    }
                }
            }
        assertEquals("calls were still running after 1ms", error.message)
    }
}
