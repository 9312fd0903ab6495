package app.needs

import com.rabbitmq.client.Channel
import com.rabbitmq.client.Connection
import com.rabbitmq.client.ConnectionFactory
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible

private const val PATIENCE_MILLIS = 2_500

/** A connection that is made when it is first used; the library makes it again when it is lost. */
class Rabbitmq(
    url: String,
) : Need {
    private val factory =
        ConnectionFactory().apply {
            // After a last slash this library reads a virtual host without a name.
            setUri(url.removeSuffix("/"))
            connectionTimeout = PATIENCE_MILLIS
        }
    private var connection: Connection? = null

    /** For one thread at a time, which closes it. */
    @Synchronized
    fun channel(): Channel = (connection ?: factory.newConnection().also { connection = it }).createChannel()

    override suspend fun check() {
        runInterruptible(Dispatchers.IO) { channel().close() }
    }

    @Synchronized
    override fun close() {
        connection?.close()
    }
}
