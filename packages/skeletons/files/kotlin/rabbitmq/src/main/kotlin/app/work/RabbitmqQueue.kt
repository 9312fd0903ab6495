{%- if queues.rabbitmq -%}
package app.work

import app.needs.Rabbitmq
import com.rabbitmq.client.AMQP.BasicProperties
import com.rabbitmq.client.Channel
import com.rabbitmq.client.Delivery
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.selects.select
import kotlin.time.Duration
import kotlinx.coroutines.channels.Channel as Waiting

private const val PERSISTENT = 2
private const val CONFIRMED_WITHIN_MILLIS = 5_000L

/**
 * A queue with two more beside it, all of which are made when they are not there: -retry keeps what waits for its next
 * attempt, the one for dead letters what a person looks at.
 */
class RabbitmqQueue(
    private val broker: Rabbitmq,
    private val queue: String,
    private val dead: String,
) : Queue {
    /** A channel, and what came over it: where the one ends, nobody waits for the other. */
    private class Subscription(
        val channel: Channel,
        val waiting: Waiting<Delivery>,
    )

    private var subscription: Subscription? = null
    private var current: Delivery? = null

    override suspend fun receive(ending: Deferred<Unit>): Message? {
        // What the lost one had handed out, the broker hands out again.
        val open =
            subscription?.takeIf { it.channel.isOpen }
                ?: runInterruptible(Dispatchers.IO) { subscribed() }.also { subscription = it }
        current =
            select {
                ending.onAwait { null }
                open.waiting.onReceive { it }
            }
        return current?.let {
            val headers = it.properties.headers.orEmpty()
            Message(
                id = it.properties.messageId ?: "${it.envelope.deliveryTag}",
                body = it.body.decodeToString(),
                attempt = headers["x-attempt"] as? Int ?: 1,
                headers = headers.mapValues { (_, value) -> value.toString() },
            )
        }
    }

    override suspend fun done(message: Message) = settle()

    override suspend fun retry(
        message: Message,
        after: Duration,
    ) = move("$queue-retry", mapOf("x-attempt" to message.attempt + 1), after)

    override suspend fun bury(
        message: Message,
        reason: Throwable,
    ) = move(dead, mapOf("x-reason" to reason.toString()), null)

    /** What was handed out and not settled is handed out again. */
    override fun close() {
        subscription?.channel?.takeIf { it.isOpen }?.close()
    }

    private fun subscribed(): Subscription {
        val channel = broker.channel()
        val waiting = Waiting<Delivery>(Waiting.UNLIMITED)
        channel.addShutdownListener { waiting.close(it) }
        val back = mapOf("x-dead-letter-exchange" to "", "x-dead-letter-routing-key" to queue)
        channel.queueDeclare("$queue-retry", true, false, false, back)
        channel.queueDeclare(dead, true, false, false, null)
        channel.queueDeclare(queue, true, false, false, null)
        // One at a time: what waits here would wait for this pod.
        channel.basicQos(1)
        channel.confirmSelect()
        // Where somebody deletes the queue, it is made and subscribed to again.
        channel.basicConsume(queue, false, { _, delivery -> waiting.trySend(delivery) }, { _ -> channel.abort() })
        return Subscription(channel, waiting)
    }

    private suspend fun settle() {
        val tag = current?.envelope?.deliveryTag ?: return
        runInterruptible(Dispatchers.IO) { subscription?.channel?.basicAck(tag, false) }
    }

    /** Takes the message out of the queue once the broker has it in the other. */
    private suspend fun move(
        to: String,
        headers: Map<String, Any>,
        after: Duration?,
    ) {
        val message = current ?: return
        val properties =
            BasicProperties
                .Builder()
                .messageId(message.properties.messageId)
                .deliveryMode(PERSISTENT)
                // What its sender said of it, such as its trace, goes along.
                .headers(message.properties.headers.orEmpty() + headers)
                .expiration(after?.inWholeMilliseconds?.toString())
                .build()
        runInterruptible(Dispatchers.IO) {
            subscription?.channel?.run {
                basicPublish("", to, properties, message.body)
                waitForConfirmsOrDie(CONFIRMED_WITHIN_MILLIS)
            }
        }
        settle()
    }
}
{%- endif %}
