package app.work

import kotlinx.coroutines.Deferred
import java.time.Instant
import kotlin.time.Duration

/**
 * Hands out the time, again and again: for work that nobody asks for. One that fails is tried again by itself, since the
 * next comes anyway.
 */
class Every(
    private val interval: Duration,
    private val wait: suspend (Duration, Deferred<Unit>) -> Unit = ::pause,
) : Queue {
    override suspend fun receive(ending: Deferred<Unit>): Message? {
        wait(interval, ending)
        val now = Instant.now().toString()
        return if (ending.isCompleted) null else Message(id = now, body = now, attempt = 1)
    }

    override suspend fun done(message: Message) = Unit

    override suspend fun retry(
        message: Message,
        after: Duration,
    ) = Unit

    override suspend fun bury(
        message: Message,
        reason: Throwable,
    ) = Unit

    override fun close() = Unit
}
