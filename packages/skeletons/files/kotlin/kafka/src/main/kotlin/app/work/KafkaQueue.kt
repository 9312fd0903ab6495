{%- if queues.kafka -%}
package app.work

import app.needs.Kafka
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.runInterruptible
import org.apache.kafka.clients.consumer.ConsumerRecord
import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.clients.consumer.OffsetAndMetadata
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.TopicPartition
import org.apache.kafka.common.serialization.ByteArrayDeserializer
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.toJavaDuration

private val look = 250.milliseconds

/** Brokers that are away are waited for so long before a message counts as unheard. */
private const val PATIENCE_MILLIS = 10_000

/**
 * A topic. Its partitions are shared out among the pods of the group, and what was worked on is told message by message.
 * A topic cannot take a message back, so one that is to be tried again is kept here and holds up those behind it in its
 * partition: their order stays. What cannot be done goes to the topic for dead letters.
 */
class KafkaQueue(
    private val kafka: Kafka,
    topic: String,
    private val dead: String,
    group: String,
) : Queue {
    private val consumer =
        KafkaConsumer(
            mapOf<String, Any>(
                "bootstrap.servers" to kafka.brokers,
                "group.id" to group,
                "enable.auto.commit" to false,
                "auto.offset.reset" to "earliest",
                "max.poll.records" to 1,
                "request.timeout.ms" to PATIENCE_MILLIS,
                "default.api.timeout.ms" to PATIENCE_MILLIS,
            ),
            ByteArrayDeserializer(),
            ByteArrayDeserializer(),
        ).apply { subscribe(listOf(topic)) }
    private var current: ConsumerRecord<ByteArray, ByteArray>? = null
    private var attempt = 0

    override suspend fun receive(ending: Deferred<Unit>): Message? {
        while (current == null && !ending.isCompleted) {
            current = runInterruptible(Dispatchers.IO) { consumer.poll(look.toJavaDuration()) }.firstOrNull()
            attempt = 0
        }
        return current?.let {
            attempt++
            Message(
                id = "${it.topic()}/${it.partition()}/${it.offset()}",
                // A message may have no value at all, and is one all the same.
                body = it.value()?.decodeToString().orEmpty(),
                attempt = attempt,
                headers =
                    it.headers().associate { header ->
                        header.key() to header.value()?.decodeToString().orEmpty()
                    },
            )
        }
    }

    override suspend fun done(message: Message) {
        val record = current ?: return
        current = null
        val place = TopicPartition(record.topic(), record.partition())
        runInterruptible(Dispatchers.IO) { consumer.commitSync(mapOf(place to OffsetAndMetadata(record.offset() + 1))) }
    }

    override suspend fun retry(
        message: Message,
        after: Duration,
    ) = delay(after)

    override suspend fun bury(
        message: Message,
        reason: Throwable,
    ) {
        current?.let {
            // What its sender said of it, such as its trace, goes along.
            val record = ProducerRecord(dead, null, it.key(), it.value(), it.headers())
            record.headers().add("reason", reason.toString().toByteArray())
            kafka.send(record)
        }
        done(message)
    }

    override fun close() = consumer.close()
}
{%- endif %}
