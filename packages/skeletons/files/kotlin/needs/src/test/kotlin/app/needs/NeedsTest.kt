package app.needs

import app.core.Program
import app.core.fromEnvironment
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable

private const val ATTEMPTS = 300

class NeedsTest {
    /** An environment whose servers are all away: nothing listens on port 1. */
    private val nowhere =
        mapOf(
{%- if needs.postgres %}
            "POSTGRES_HOST" to "127.0.0.1",
            "POSTGRES_PORT" to "1",
            "POSTGRES_DB" to "none",
            "POSTGRES_USER" to "nobody",
            "POSTGRES_PASSWORD" to "none",
{%- endif %}
{%- if needs.redis %}
            "REDIS_ADDR" to "127.0.0.1:1",
{%- endif %}
{%- if needs.kafka %}
            "KAFKA_BROKERS" to "127.0.0.1:1",
{%- endif %}
{%- if needs.rabbitmq %}
            "RABBITMQ_URL" to "amqp://127.0.0.1:1/",
{%- endif %}
{%- if needs.sqs %}
            "SQS_QUEUE" to "none",
{%- endif %}
{%- if needs.s3 %}
            "S3_ENDPOINT" to "http://127.0.0.1:1",
            "S3_BUCKET" to "none",
            "S3_ACCESS_KEY_ID" to "nobody",
            "S3_SECRET_ACCESS_KEY" to "none",
{%- endif %}
        )

    private fun waitFor(
        env: Map<String, String>,
        wanted: (String) -> Boolean,
    ) = Needs(fromEnvironment(env, Program())).use { needs ->
        var left = ATTEMPTS
        while (left-- > 0 && !needs.states.values.all(wanted)) {
            Thread.sleep(100)
        }
        assertTrue(needs.states.values.all(wanted), needs.states.toString())
    }

    @Test
    fun `starts while all that it needs is away, and says so`() {
{%- if needs.sqs %}
        // The AWS library reads its own settings.
        val own =
            mapOf(
                "aws.endpointUrlSqs" to "http://127.0.0.1:1",
                "aws.region" to "eu-central-1",
                "aws.accessKeyId" to "nobody",
                "aws.secretAccessKey" to "none",
            )
        own.forEach(System::setProperty)
        try {
            waitFor(nowhere) { it != OK && it != "not asked yet" }
        } finally {
            own.keys.forEach(System::clearProperty)
        }
{%- else %}
        waitFor(nowhere) { it != OK && it != "not asked yet" }
{%- endif %}
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TEST_NEEDS", matches = ".+", disabledReason = "no servers are named")
    fun `finds all that it needs`() = waitFor(System.getenv()) { it == OK }
}
