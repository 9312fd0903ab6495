package app.work

import app.core.beginSpan
import app.core.log
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.SpanKind
import io.opentelemetry.api.trace.StatusCode
import io.opentelemetry.extension.kotlin.asContextElement
import io.prometheus.metrics.core.metrics.Counter
import io.prometheus.metrics.core.metrics.Histogram
import io.prometheus.metrics.model.registry.PrometheusRegistry
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import org.slf4j.event.Level
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.DurationUnit
import kotlin.time.TimeSource

/** A piece of work that waits; attempts count from 1. */
data class Message(
    val id: String,
    val body: String,
    val attempt: Int,
    /** What its sender said of it, such as the trace that it belongs to. */
    val headers: Map<String, String> = emptyMap(),
)

/**
 * Hands out messages. One that is neither done, nor put back, nor buried, because the process died over it, is handed out
 * again by the queue itself.
 */
interface Queue : AutoCloseable {
    /** Waits for a message; nothing once it is told to end. */
    suspend fun receive(ending: Deferred<Unit>): Message?

    suspend fun done(message: Message)

    suspend fun retry(
        message: Message,
        after: Duration,
    )

    /** Puts a message where a person looks at it. */
    suspend fun bury(
        message: Message,
        reason: Throwable,
    )
}

/** What no further attempt would mend. */
class UselessException(
    message: String,
) : Exception(message)

const val ATTEMPTS = 5
private val firstWait = 1.seconds
private val longestWait = 60.seconds
private const val MOST_DOUBLINGS = 6

/** Doubles from attempt to attempt. */
fun backOff(attempt: Int): Duration = minOf(firstWait * (1 shl (attempt - 1).coerceAtMost(MOST_DOUBLINGS)), longestWait)

/** Waits so long, or until it is told to end. */
suspend fun pause(
    time: Duration,
    ending: Deferred<Unit>,
) {
    withTimeoutOrNull(time) { ending.await() }
}

/**
 * Takes messages one after the other, and never loses one. The one under way is finished, and said to be. A queue that is
 * away is asked again, less and less often: to end and be started anew would mend nothing, and readiness tells it meanwhile.
 */
class Worker(
    private val queue: Queue,
    registry: PrometheusRegistry,
    private val wait: suspend (Duration, Deferred<Unit>) -> Unit = ::pause,
    private val handle: suspend (Message) -> Unit,
) {
    private val messages =
        Counter
            .builder()
            .name("messages_total")
            .help("Messages worked on.")
            .labelNames("result")
            .register(registry)
            // At nought from the start: in a counter that is first heard of with its first count nobody sees a rise.
            .also { it.initLabelValues("buried") }
    private val durations =
        Histogram
            .builder()
            .name("message_duration_seconds")
            .help("How long it took.")
            .labelNames("result")
            .classicOnly()
            .register(registry)

    suspend fun work(ending: Deferred<Unit>) {
        var failures = 0
        while (!ending.isCompleted) {
            val message =
                caught { queue.receive(ending) }.getOrElse {
                    failures++
                    log
                        .atWarn()
                        .addKeyValue("failures", failures)
                        .setCause(it)
                        .log("the queue does not answer")
                    wait(backOff(failures), ending)
                    continue
                }
            failures = 0
            message?.let { goOnWith(it) }
        }
    }

    /** As part of the trace of who sent it. */
    private suspend fun goOnWith(message: Message) {
        val context = beginSpan("process message", SpanKind.CONSUMER) { message.headers[it] }
        val span =
            Span
                .fromContext(context)
                .setAttribute("messaging.message.id", message.id)
                .setAttribute("attempt", message.attempt.toLong())
        try {
            val failure = withContext(context.asContextElement()) { workOn(message) }
            failure?.let { span.setStatus(StatusCode.ERROR, it.toString()) }
        } finally {
            span.end()
        }
    }

    /** Tells why, where the message was not done. */
    private suspend fun workOn(message: Message): Throwable? {
        val start = TimeSource.Monotonic.markNow()
        val reason = caught { handle(message) }.exceptionOrNull()
        val result = resultOf(message, reason)
        // Where the queue does not hear it, it hands the message out again: work may come twice, and is never lost.
        val unheard =
            caught {
                when {
                    reason == null -> queue.done(message)
                    result == "buried" -> queue.bury(message, reason)
                    else -> queue.retry(message, backOff(message.attempt))
                }
            }.exceptionOrNull()
        val took = start.elapsedNow()
        messages.labelValues(result).inc()
        durations.labelValues(result).observe(took.toDouble(DurationUnit.SECONDS))
        log
            .atLevel(levelOf(result, reason ?: unheard))
            .addKeyValue("id", message.id)
            .addKeyValue("attempt", message.attempt)
            .addKeyValue("result", result)
            .addKeyValue("duration_ms", took.inWholeMilliseconds)
            .setCause(reason ?: unheard)
            .log("message")
        return reason ?: unheard
    }

    private fun levelOf(
        result: String,
        failure: Throwable?,
    ): Level =
        when {
            result == "buried" -> Level.ERROR
            failure == null -> Level.INFO
            else -> Level.WARN
        }

    private fun resultOf(
        message: Message,
        reason: Throwable?,
    ): String =
        when {
            reason == null -> "done"
            reason is UselessException || message.attempt >= ATTEMPTS -> "buried"
            else -> "retried"
        }
}

/** As runCatching, but what is cancelled stays so. */
private suspend fun <T> caught(block: suspend () -> T): Result<T> =
    try {
        Result.success(block())
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (error: Exception) {
        Result.failure(error)
    }
