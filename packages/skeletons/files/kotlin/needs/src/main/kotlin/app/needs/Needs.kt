package app.needs

import app.core.Config

/**
 * What the service cannot work without, from the start of a program to its end. Nothing waits for it: a program starts
 * while what it needs is away, says so when it is asked whether it is ready, and goes on when it comes.
 */
class Needs(
    config: Config,
) : AutoCloseable {
{%- if needs.postgres %}
    val postgres = Postgres(config.postgres)
{%- endif %}
{%- if needs.redis %}
    val redis = Redis(config.redis)
{%- endif %}
{%- if needs.kafka %}
    val kafka = Kafka(config.kafkaBrokers)
{%- endif %}
{%- if needs.rabbitmq %}
    val rabbitmq = Rabbitmq(config.rabbitmqUrl)
{%- endif %}
{%- if needs.sqs %}
    val sqs = Sqs(config.sqsQueue)
{%- endif %}
{%- if needs.s3 %}
    val s3 = S3(config.s3)
{%- endif %}

    private val watch =
        Watch(
            mapOf(
{%- if needs.postgres %}
                "postgres" to postgres,
{%- endif %}
{%- if needs.redis %}
                "redis" to redis,
{%- endif %}
{%- if needs.kafka %}
                "kafka" to kafka,
{%- endif %}
{%- if needs.rabbitmq %}
                "rabbitmq" to rabbitmq,
{%- endif %}
{%- if needs.sqs %}
                "sqs" to sqs,
{%- endif %}
{%- if needs.s3 %}
                "s3" to s3,
{%- endif %}
            ),
        )

    val states: Map<String, String> get() = watch.states

    override fun close() = watch.close()
}
