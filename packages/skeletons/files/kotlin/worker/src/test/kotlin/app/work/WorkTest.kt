package app.work

import app.core.traceIds
import io.prometheus.metrics.model.registry.PrometheusRegistry
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

class WorkTest {
{%- if needs.postgres %}
    private val works: suspend (Message) -> Unit = { message -> handle(message) { {%- if queues.any %} _, _ ->{% endif %} } }
{%- endif %}
    private val fails: suspend (Message) -> Unit = { throw IOException("not now") }

    /** Works on what waits, and tells what was said of it and how long it waited in between. */
    private fun worked(
        vararg waiting: Any,
        how: suspend (Message) -> Unit = {% if needs.postgres %}works{% else %}::handle{% endif %},
    ): Pair<List<String>, List<Duration>> {
        val ending = CompletableDeferred<Unit>()
        val left = waiting.toMutableList()
        val said = mutableListOf<String>()
        val waits = mutableListOf<Duration>()
        val queue =
            object : Queue {
                override suspend fun receive(ending: Deferred<Unit>): Message? =
                    when (val next = left.removeFirstOrNull()) {
                        is Message -> next
                        is Exception -> throw next
                        else -> null.also { (ending as CompletableDeferred<Unit>).complete(Unit) }
                    }

                override suspend fun done(message: Message) {
                    said += "done ${message.id}"
                }

                override suspend fun retry(
                    message: Message,
                    after: Duration,
                ) {
                    said += "retry ${message.id} after $after"
                }

                override suspend fun bury(
                    message: Message,
                    reason: Throwable,
                ) {
                    said += "bury ${message.id}"
                }

                override fun close() = Unit
            }
        val worker = Worker(queue, PrometheusRegistry(), { time, _ -> waits += time }, how)
        runBlocking { worker.work(ending) }
        return said to waits
    }

    @TestFactory
    fun `what becomes of a message`(): List<DynamicTest> {
        fun becomes(
            what: String,
            message: Message,
            want: String,
            how: suspend (Message) -> Unit = {% if needs.postgres %}works{% else %}::handle{% endif %},
        ) = dynamicTest(what) { assertEquals(listOf(want), worked(message, how = how).first) }
        return listOf(
            becomes("it succeeds", Message("a", "x", 1), "done a"),
            becomes("it fails", Message("a", "x", 1), "retry a after 1s", fails),
            becomes("it fails again", Message("a", "x", 3), "retry a after 4s", fails),
            becomes("it fails too often", Message("a", "x", ATTEMPTS), "bury a", fails),
            becomes("it can never succeed", Message("a", "", 1), "bury a"),
        )
    }

    @Test
    fun `asks a queue that is away again, later and later`() {
        val away = IOException("away")
        val (said, waits) = worked(away, away, away, Message("a", "x", 1))
        assertEquals(listOf("done a"), said)
        assertEquals(listOf(1.seconds, 2.seconds, 4.seconds), waits)
        assertEquals(60.seconds, backOff(20))
    }

    @Test
    fun `goes on with the trace of who sent the message`() {
        val trace = "0af7651916cd43dd8448eb211c80319c"
        val sent = mapOf("traceparent" to "00-$trace-b7ad6b7169203331-01")
        var seen: String? = null
        worked(Message("a", "x", 1, sent)) { seen = traceIds()["trace_id"] }
        assertEquals(trace, seen)
    }

    @Test
    fun `hands out the time until it is told to end`() =
        runBlocking {
            val ending = CompletableDeferred<Unit>()
            val queue = Every(60.seconds) { _, _ -> }
            assertEquals(1, queue.receive(ending)?.attempt)
            ending.complete(Unit)
            assertNull(queue.receive(ending))
        }
}
