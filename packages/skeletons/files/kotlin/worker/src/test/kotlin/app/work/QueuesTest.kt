{%- if queues.any -%}
package app.work

import app.core.Config
import app.core.Program
import app.core.fromEnvironment
import app.needs.Needs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
{%- if queues.kafka %}
import org.apache.kafka.clients.admin.Admin
import org.apache.kafka.clients.admin.NewTopic
import org.apache.kafka.clients.producer.ProducerRecord
{%- endif %}
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable
import java.util.UUID
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** A message that comes within that time. */
internal suspend fun Queue.receivedWithin(time: Duration): Message? =
    coroutineScope {
        val ending = CompletableDeferred<Unit>()
        val clock =
            launch {
                delay(time)
                ending.complete(Unit)
            }
        receive(ending).also { clock.cancel() }
    }

/**
 * With the servers that the environment names, where it says that tests may use them: what is put in comes out, again
 * when it was put back, and no more when it is done.
 */
@EnabledIfEnvironmentVariable(named = "TEST_NEEDS", matches = ".+", disabledReason = "no servers are named")
class QueuesTest {
    /** A queue of its own, and a way to put something in. */
    private class Tried(
        val queue: Queue,
        val put: suspend (String) -> Unit,
    )

    private val name = "test-${UUID.randomUUID()}"
    private val dead = "$name-dead"
{%- if queues.kafka %}

    private fun kafka(
        needs: Needs,
        config: Config,
    ): Tried {
        Admin.create(mapOf<String, Any>("bootstrap.servers" to config.kafkaBrokers)).use { admin ->
            admin.createTopics(listOf(name, dead).map { NewTopic(it, 1, 1) }).all().get()
        }
        val queue = KafkaQueue(needs.kafka, name, dead, name)
        return Tried(queue) { needs.kafka.send(ProducerRecord(name, it.toByteArray())) }
    }
{%- endif %}
{%- if queues.rabbitmq %}

    private fun rabbitmq(needs: Needs): Tried {
        needs.rabbitmq.channel().use { it.queueDeclare(name, true, false, false, null) }
        return Tried(RabbitmqQueue(needs.rabbitmq, name, dead)) { body ->
            needs.rabbitmq.channel().use { it.basicPublish("", name, null, body.toByteArray()) }
        }
    }
{%- endif %}
{%- if queues.redis %}

    private fun redis(needs: Needs): Tried =
        Tried(RedisQueue(needs.redis, name, dead)) { needs.redis.client.lpush(name, it) }
{%- endif %}
{%- if queues.sqs %}

    private fun sqs(needs: Needs): Tried {
        val client = needs.sqs.client
        for (one in listOf(name, dead)) {
            client.createQueue { it.queueName(one) }
        }
        val url = needs.sqs.url(name)
        val queue = SqsQueue(needs.sqs, name, dead)
        return Tried(queue) { body -> client.sendMessage { it.queueUrl(url).messageBody(body) } }
    }
{%- endif %}

    /** Does something with each message, until none came for a while. */
    private suspend fun handedOut(queue: Queue): List<String> {
        val got = mutableListOf<String>()
        while (true) {
            val message = queue.receivedWithin(if (got.size < 4) 20.seconds else 2.seconds) ?: return got.sorted()
            got += message.body
            when {
                message.body == "again" && message.attempt == 1 -> queue.retry(message, 1.seconds)
                message.body == "useless" -> queue.bury(message, IllegalStateException("for a test"))
                else -> queue.done(message)
            }
        }
    }

    @TestFactory
    fun `keeps the promises of a queue`(): List<DynamicTest> {
        val kinds =
            mapOf<String, (Needs, Config) -> Tried>(
{%- if queues.kafka %}
                "kafka" to { needs, config -> kafka(needs, config) },
{%- endif %}
{%- if queues.rabbitmq %}
                "rabbitmq" to { needs, _ -> rabbitmq(needs) },
{%- endif %}
{%- if queues.redis %}
                "redis" to { needs, _ -> redis(needs) },
{%- endif %}
{%- if queues.sqs %}
                "sqs" to { needs, _ -> sqs(needs) },
{%- endif %}
            )
        return kinds.map { (kind, prepare) ->
            dynamicTest(kind) {
                val config = fromEnvironment(System.getenv(), Program(queue = true))
                Needs(config).use { needs ->
                    val tried = prepare(needs, config)
                    tried.queue.use {
                        runBlocking {
                            listOf("again", "useless", "last").forEach { tried.put(it) }
                            assertEquals(listOf("again", "again", "last", "useless"), handedOut(tried.queue))
                        }
                    }
                }
            }
        }
    }
}
{%- endif %}
