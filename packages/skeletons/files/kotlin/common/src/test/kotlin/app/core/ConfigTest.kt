package app.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class ConfigTest {
    private val program = Program("PORT", 8080{% if queues.any %}, queue = true{% endif %})
{%- if needs.any %}

    /** What nobody else can know. */
    private val needed =
        listOf(
{%- if queues.any %}
            "QUEUE",
            "DEAD_LETTER_QUEUE",
{%- endif %}
{%- if queues.kafka %}
            "CONSUMER_GROUP",
{%- endif %}
{%- if needs.postgres %}
            "POSTGRES_HOST",
            "POSTGRES_DB",
            "POSTGRES_USER",
            "POSTGRES_PASSWORD",
{%- endif %}
{%- if needs.redis %}
            "REDIS_ADDR",
{%- endif %}
{%- if needs.kafka %}
            "KAFKA_BROKERS",
{%- endif %}
{%- if needs.rabbitmq %}
            "RABBITMQ_URL",
{%- endif %}
{%- if needs.sqs %}
            "SQS_QUEUE",
{%- endif %}
{%- if needs.s3 %}
            "S3_BUCKET",
{%- endif %}
        ).associateWith { "there" }
{%- else %}
    private val needed = emptyMap<String, String>()
{%- endif %}

    private fun common(config: Config) = Triple(config.port, config.logLevel, config.shutdownTimeout)

    @Test
    fun `has defaults`() {
        assertEquals(Triple(8080, "info", 20.seconds), common(fromEnvironment(needed, program)))
    }

    @Test
    fun `takes what is set`() {
        val env = needed + mapOf("PORT" to "0", "LOG_LEVEL" to "warn", "SHUTDOWN_TIMEOUT" to "500ms")
        assertEquals(Triple(0, "warn", 500.milliseconds), common(fromEnvironment(env, program)))
    }
{%- if needs.any %}

    @Test
    fun `tells everything that is missing at once`() {
        val error = assertThrows<UnusableEnvironmentException> { fromEnvironment(emptyMap(), program) }
        val lines =
            error.message
                .orEmpty()
                .lines()
                .drop(1)
        assertEquals(needed.keys.map { "$it is missing" }.toSet(), lines.toSet())
    }
{%- endif %}

    @Test
    fun `tells everything that is wrong at once`() {
        val env = needed + mapOf("PORT" to "65536", "LOG_LEVEL" to "loud", "SHUTDOWN_TIMEOUT" to "soon")
        val error = assertThrows<UnusableEnvironmentException> { fromEnvironment(env, program) }
        assertEquals(
            """
            the environment cannot be used:
            PORT is "65536": want a port from 0 to 65535
            LOG_LEVEL is "loud": want debug, info, warn, error
            SHUTDOWN_TIMEOUT is "soon": want a duration such as 20s
            """.trimIndent(),
            error.message,
        )
    }
}
