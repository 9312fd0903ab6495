package app.needs

import com.rabbitmq.client.Channel
import com.rabbitmq.client.Connection
import com.rabbitmq.client.ConnectionFactory
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible

private const val PATIENCE_MILLIS = 2_500

/** A connection that is made when it is first used, and again when it was lost. */
class Rabbitmq(
    url: String,
) : Need {
    private val factory =
        ConnectionFactory().apply {
            // After a last slash this library reads a virtual host without a name.
            setUri(url.removeSuffix("/"))
            connectionTimeout = PATIENCE_MILLIS
            // Who reads subscribes anew: what was handed out over the lost connection is handed out again.
            isAutomaticRecoveryEnabled = false
        }
    private var connection: Connection? = null

    /** For one thread at a time, which closes it. */
    @Synchronized
    fun channel(): Channel {
        val open = connection?.takeIf { it.isOpen } ?: factory.newConnection().also { connection = it }
        return open.createChannel()
    }

    override suspend fun check() {
        runInterruptible(Dispatchers.IO) { channel().close() }
    }

    @Synchronized
    override fun close() {
        connection?.takeIf { it.isOpen }?.close()
    }
}
