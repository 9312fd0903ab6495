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

private const val PERSISTENT = 2
private const val CONFIRMED_WITHIN_MILLIS = 5_000L

/**
 * A queue with two more beside it, all of which are made when they are not there: -retry keeps what waits for its next
 * attempt, -dead what a person looks at.
 */
class RabbitmqQueue(
    private val broker: Rabbitmq,
    private val queue: String,
) : Queue {
    private val waiting = kotlinx.coroutines.channels.Channel<Delivery>(kotlinx.coroutines.channels.Channel.UNLIMITED)
    private var channel: Channel? = null
    private var current: Delivery? = null

    override suspend fun receive(ending: Deferred<Unit>): Message? {
        // What closed it gave back what it had handed out.
        if (channel?.isOpen != true) {
            channel = runInterruptible(Dispatchers.IO) { subscribed() }
        }
        current =
            select {
                ending.onAwait { null }
                waiting.onReceive { it }
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
    ) = move("$queue-dead", mapOf("x-reason" to reason.toString()), null)

    /** What was handed out and not settled is handed out again. */
    override fun close() {
        channel?.takeIf { it.isOpen }?.close()
    }

    private fun subscribed(): Channel =
        broker.channel().apply {
            val back = mapOf("x-dead-letter-exchange" to "", "x-dead-letter-routing-key" to queue)
            queueDeclare("$queue-retry", true, false, false, back)
            queueDeclare("$queue-dead", true, false, false, null)
            queueDeclare(queue, true, false, false, null)
            // One at a time: what waits here would wait for this pod.
            basicQos(1)
            confirmSelect()
            basicConsume(queue, false, { _, delivery -> waiting.trySend(delivery) }, { _ -> })
        }

    private suspend fun settle() {
        val tag = current?.envelope?.deliveryTag ?: return
        runInterruptible(Dispatchers.IO) { channel?.basicAck(tag, false) }
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
            channel?.basicPublish("", to, properties, message.body)
            channel?.waitForConfirmsOrDie(CONFIRMED_WITHIN_MILLIS)
        }
        settle()
    }
}
{%- endif %}
