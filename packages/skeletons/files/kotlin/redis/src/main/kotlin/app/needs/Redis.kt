package app.needs

import app.core.RedisConfig
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
import redis.clients.jedis.DefaultJedisClientConfig
import redis.clients.jedis.HostAndPort
import redis.clients.jedis.RedisClient

private const val PATIENCE_MILLIS = 2_000
{%- if queues.redis %}

/** Of who waits for what comes: longer than they wait. */
private const val LONG_PATIENCE_MILLIS = 10_000
{%- endif %}

/** The cache. It is connected to when it is first used. */
class Redis(
    config: RedisConfig,
) : Need {
    val client: RedisClient =
        RedisClient
            .builder()
            .hostAndPort(HostAndPort(config.host, config.port))
            .clientConfig(
                DefaultJedisClientConfig
                    .builder()
                    .password(config.password)
                    .timeoutMillis(PATIENCE_MILLIS)
{%- if queues.redis %}
                    .blockingSocketTimeoutMillis(LONG_PATIENCE_MILLIS)
{%- endif %}
                    .build(),
            ).build()

    override suspend fun check() {
        runInterruptible(Dispatchers.IO) { client.ping() }
    }

    override fun close() = client.close()
}
