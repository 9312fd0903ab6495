package app.needs

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient
import software.amazon.awssdk.services.sqs.SqsClient

/** The queue. */
class Sqs(
    private val queue: String,
) : Need {
    val client: SqsClient = SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build()

    /** How SQS wants a queue to be named. */
    fun url(name: String): String = client.getQueueUrl { it.queueName(name) }.queueUrl()

    override suspend fun check() {
        runInterruptible(Dispatchers.IO) { url(queue) }
    }

    override fun close() = client.close()
}
