{%- if queues.redis -%}
package app.work

import app.core.Program
import app.core.fromEnvironment
import app.needs.Needs
import app.needs.Redis
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable
import java.util.UUID
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

class RedisQueueTest {
    private val name = "test-${UUID.randomUUID()}"
    private val dead = "$name-dead"
    private val short = 1.seconds
    private val soon = 20.seconds

    @Test
    fun `a message says how often it was tried`() {
        assertEquals(Message("a", "b/c\n", 3), messageOf("again/3/a/b/c\n"))
        for (text in listOf("hello", "again/and/a/b", "again/3/nobody", "")) {
            val message = messageOf(text)
            assertEquals(text to 1, message.body to message.attempt)
        }
    }

    private fun withServer(use: suspend (Redis) -> Unit) =
        Needs(fromEnvironment(System.getenv(), Program(queue = true))).use { needs ->
            runBlocking { use(needs.redis) }
        }

    @Test
    @EnabledIfEnvironmentVariable(named = "TEST_NEEDS", matches = ".+", disabledReason = "no servers are named")
    fun `leaves what a reader works on, and takes up what it gave up`() =
        withServer { redis ->
            RedisQueue(redis, name, dead, short).use { second ->
                redis.client.lpush(name, "left")
                val first = RedisQueue(redis, name, dead, short)
                val message = first.receivedWithin(soon)!!
                assertNull(second.receivedWithin(3.seconds))
                first.close()
                val again = second.receivedWithin(soon)!!
                assertEquals("left", again.body)
                // The first one was only slow: the message is no longer its own.
                first.retry(message, Duration.ZERO)
                second.done(again)
                assertEquals(0, redis.client.exists(name, "$name-retry"))
            }
        }

    @Test
    @EnabledIfEnvironmentVariable(named = "TEST_NEEDS", matches = ".+", disabledReason = "no servers are named")
    fun `takes up what a reader left that died`() =
        withServer { redis ->
            RedisQueue(redis, name, dead).use { queue ->
                redis.client.lpush("$name-taken-nobody", "left")
                redis.client.zadd("$name-readers", System.currentTimeMillis() + 1000.0, "nobody")
                assertEquals("left", queue.receivedWithin(soon)?.also { queue.done(it) }?.body)
            }
        }

    @Test
    @EnabledIfEnvironmentVariable(named = "TEST_NEEDS", matches = ".+", disabledReason = "no servers are named")
    fun `buries a message as it was put in`() =
        withServer { redis ->
            RedisQueue(redis, name, dead).use { queue ->
                redis.client.lpush(name, "again/5/a/useless")
                val message = queue.receivedWithin(soon)!!
                assertEquals(5, message.attempt)
                queue.bury(message, IllegalStateException("for a test"))
                assertEquals(listOf("useless"), redis.client.lrange(dead, 0, -1))
            }
        }
}
{%- endif %}
