package app.needs

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runInterruptible
import org.apache.kafka.clients.admin.Admin
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.serialization.ByteArraySerializer
import java.time.Duration

private const val PATIENCE_MILLIS = 2_500
private val closing = Duration.ofSeconds(5)

/** The brokers, to write to topics; a worker reads by a client of its own. */
class Kafka(
    val brokers: String,
) : Need {
    private val admin =
        Admin.create(
            mapOf(
                "bootstrap.servers" to brokers,
                "request.timeout.ms" to PATIENCE_MILLIS,
                "default.api.timeout.ms" to PATIENCE_MILLIS,
            ),
        )
    private val producer =
        KafkaProducer(mapOf<String, Any>("bootstrap.servers" to brokers), ByteArraySerializer(), ByteArraySerializer())

    /** Written once all brokers that have to keep it have it. */
    suspend fun send(record: ProducerRecord<ByteArray, ByteArray>) {
        runInterruptible(Dispatchers.IO) { producer.send(record).get() }
    }

    override suspend fun check() {
        admin
            .describeCluster()
            .nodes()
            .toCompletionStage()
            .await()
    }

    override fun close() {
        admin.close(closing)
        producer.close(closing)
    }
}
