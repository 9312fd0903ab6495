{%- if queues.redis -%}
package app.work

import app.needs.Redis
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runInterruptible
import redis.clients.jedis.args.ListDirection
import java.util.UUID
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** How long a reader may say nothing before others take up what it left. */
private val usualLease = 30.seconds

/** How often a reader that waits looks after what waits elsewhere. */
private const val LISTEN_SECONDS = 1.0

/**
 * Says that this reader lives, and puts back into the queue what has waited for its next attempt, what readers left that
 * died, and what this one itself was handed without knowing of it. The clock is the server's.
 */
private const val TEND = """
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local gone = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now)
    redis.call('ZADD', KEYS[3], now + ARGV[2], ARGV[1])
    if ARGV[3] == 'idle' then
      table.insert(gone, ARGV[1])
    end
    for _, reader in ipairs(gone) do
      if reader ~= ARGV[1] or ARGV[3] == 'idle' then
        while redis.call('LMOVE', KEYS[1] .. '-taken-' .. reader, KEYS[1], 'LEFT', 'RIGHT') do end
      end
    end
    for _, message in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do
      redis.call('ZREM', KEYS[2], message)
      redis.call('RPUSH', KEYS[1], message)
    end
    -- One that only slept may still take a message before it says so: it is known for an hour.
    redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - 3600000)
"""

/** Takes the message that was handed out last, and lets it wait. Where somebody took it up meanwhile, nothing is done. */
private const val LATER = """
    if redis.call('LPOP', KEYS[1]) then
      local time = redis.call('TIME')
      redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2], ARGV[1])
    end
"""

/** Does the same, for a person to look at. */
private const val BURY = """
    if redis.call('LPOP', KEYS[1]) then
      redis.call('LPUSH', KEYS[2], ARGV[1])
    end
"""

/**
 * A list: who has work puts it in with LPUSH, and a message is what was put in. One that is worked on lies in a list of this
 * reader's own, -taken-<reader>, until it is done; -retry keeps what waits for its next attempt, with its name and the
 * number of the attempt before it; the list for dead letters keeps what a person looks at; -readers says until when
 * each reader is known to live. The queue is as safe as that Redis is: it has to write to disk, and to evict nothing.
 */
class RedisQueue(
    private val redis: Redis,
    private val queue: String,
    private val dead: String,
    private val lease: Duration = usualLease,
) : Queue {
    private val reader = UUID.randomUUID().toString()
    private val taken = "$queue-taken-$reader"
    private val beating = CoroutineScope(SupervisorJob() + Dispatchers.IO)

    init {
        beating.launch {
            while (true) {
                delay(lease / 3)
                // Where the server is away, whoever waits for a message hears of it.
                runCatching { tend(lease, "busy") }
            }
        }
    }

    override suspend fun receive(ending: Deferred<Unit>): Message? {
        while (!ending.isCompleted) {
            // It is not broken off: what the server hands out meanwhile would be nobody's.
            val found = runInterruptible(Dispatchers.IO) { next() }
            if (found != null && !ending.isCompleted) {
                return messageOf(found)
            }
        }
        return null
    }

    override suspend fun done(message: Message) {
        runInterruptible(Dispatchers.IO) { redis.client.lpop(taken) }
    }

    override suspend fun retry(
        message: Message,
        after: Duration,
    ) {
        val text = "again/${message.attempt + 1}/${message.id}/${message.body}"
        run(LATER, listOf(taken, "$queue-retry"), listOf(text, after.inWholeMilliseconds.toString()))
    }

    /** Into the list for dead letters, as it was first put in; the log says why. */
    override suspend fun bury(
        message: Message,
        reason: Throwable,
    ) = run(BURY, listOf(taken, dead), listOf(message.body))

    /** What was handed out and not done is handed out again; by the others, if need be. */
    override fun close() {
        beating.cancel()
        runCatching { tend(Duration.ZERO, "idle") }
    }

    private fun next(): String? {
        tend(lease, "idle")
        return redis.client.blmove(queue, taken, ListDirection.RIGHT, ListDirection.LEFT, LISTEN_SECONDS)
    }

    private fun tend(
        time: Duration,
        state: String,
    ) {
        val keys = listOf(queue, "$queue-retry", "$queue-readers")
        redis.client.eval(TEND, keys, listOf(reader, time.inWholeMilliseconds.toString(), state))
    }

    private suspend fun run(
        script: String,
        keys: List<String>,
        values: List<String>,
    ) {
        runInterruptible(Dispatchers.IO) { redis.client.eval(script, keys, values) }
    }
}

/** What was tried before is marked: again/attempt/name/what was put in. */
private val again = Regex("again/(\\d+)/([^/]+)/(.*)", RegexOption.DOT_MATCHES_ALL)

fun messageOf(text: String): Message {
    val (attempt, id, body) =
        again.matchEntire(text)?.destructured
            ?: return Message(UUID.randomUUID().toString(), text, 1)
    return Message(id, body, attempt.toInt())
}
{%- endif %}
