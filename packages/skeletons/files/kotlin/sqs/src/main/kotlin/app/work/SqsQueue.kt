{%- if queues.sqs -%}
package app.work

import app.needs.Sqs
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT
import kotlin.time.Duration

/** Between two of them it is heard that the program is to end. */
private const val LOOK_SECONDS = 5

/**
 * A queue. What was handed out and is neither done nor put back comes again when the queue's visibility timeout is over:
 * make it longer than the work takes.
 */
class SqsQueue(
    private val sqs: Sqs,
    private val queue: String,
    private val dead: String,
) : Queue {
    private var url = ""
    private var receipt = ""
    private var said = emptyMap<String, MessageAttributeValue>()

    override suspend fun receive(ending: Deferred<Unit>): Message? {
        if (url.isEmpty()) {
            url = runInterruptible(Dispatchers.IO) { sqs.url(queue) }
        }
        var found: software.amazon.awssdk.services.sqs.model.Message? = null
        while (found == null && !ending.isCompleted) {
            found = runInterruptible(Dispatchers.IO) { next() }
        }
        return found?.let {
            receipt = it.receiptHandle()
            said = it.messageAttributes()
            Message(
                id = it.messageId(),
                body = it.body(),
                attempt = it.attributes()[APPROXIMATE_RECEIVE_COUNT]?.toIntOrNull() ?: 1,
                headers = said.mapValues { (_, value) -> value.stringValue().orEmpty() },
            )
        }
    }

    override suspend fun done(message: Message) {
        runInterruptible(Dispatchers.IO) { sqs.client.deleteMessage { it.queueUrl(url).receiptHandle(receipt) } }
    }

    override suspend fun retry(
        message: Message,
        after: Duration,
    ) {
        runInterruptible(Dispatchers.IO) {
            sqs.client.changeMessageVisibility {
                it.queueUrl(url).receiptHandle(receipt).visibilityTimeout(after.inWholeSeconds.toInt())
            }
        }
    }

    /** Into the queue for dead letters, where a person looks at it. */
    override suspend fun bury(
        message: Message,
        reason: Throwable,
    ) {
        val why =
            MessageAttributeValue
                .builder()
                .dataType("String")
                .stringValue(reason.toString())
                .build()
        runInterruptible(Dispatchers.IO) {
            val deadUrl = sqs.url(dead)
            sqs.client.sendMessage {
                it.queueUrl(deadUrl).messageBody(message.body).messageAttributes(said + ("reason" to why))
            }
        }
        done(message)
    }

    /** The queue hands out again what was not done. */
    override fun close() = Unit

    private fun next() =
        sqs.client
            .receiveMessage {
                it
                    .queueUrl(url)
                    .maxNumberOfMessages(1)
                    .waitTimeSeconds(LOOK_SECONDS)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(APPROXIMATE_RECEIVE_COUNT)
            }.messages()
            .firstOrNull()
}
{%- endif %}
