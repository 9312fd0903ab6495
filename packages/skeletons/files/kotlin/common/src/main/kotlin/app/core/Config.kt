package app.core

import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** What one of the service's programs asks of its environment. */
data class Program(
    /** Tells its port; a job listens on none. */
    val variable: String? = null,
    /** When nobody sets the variable. */
    val port: Int = 0,
{%- if shapes.grpc %}
    /** Of a program that answers calls, when nobody sets PORT. */
    val callsPort: Int? = null,
{%- endif %}
{%- if queues.any %}
    /** Whether it reads from a queue. */
    val queue: Boolean = false,
{%- endif %}
)
{%- if needs.postgres %}

data class PostgresConfig(
    val host: String,
    val port: Int,
    val database: String,
    val user: String,
    val password: String,
)
{%- endif %}
{%- if needs.redis %}

data class RedisConfig(
    val host: String,
    val port: Int,
    val password: String?,
)
{%- endif %}
{%- if needs.s3 %}

data class S3Config(
    /** Where stores other than that of AWS are asked. */
    val endpoint: String?,
    val region: String,
    val bucket: String,
    /** Left out where the platform tells who asks. */
    val accessKeyId: String?,
    val secretAccessKey: String?,
)
{%- endif %}

/** Everything that can be set from outside. */
data class Config(
    /** 0 takes a free one. */
    val port: Int,
{%- if shapes.grpc %}
    /** Where a program that answers calls does so. */
    val callsPort: Int,
{%- endif %}
    val logLevel: String,
    /** How long what is under way may take to finish. */
    val shutdownTimeout: Duration,
{%- if shapes.graphql %}
    /** Whether anybody may ask what the graph has: tools want it, the router does not. */
    val introspection: Boolean,
{%- endif %}
{%- if queues.any %}
    /** What a worker reads from; only a program that asks for it has one. */
    val queue: String,
    /** Where it puts what cannot be done. */
    val deadLetters: String,
{%- endif %}
{%- if queues.kafka %}
    /** Shares the partitions of a topic out among the pods. */
    val consumerGroup: String,
{%- endif %}
{%- if needs.postgres %}
    val postgres: PostgresConfig,
{%- endif %}
{%- if needs.redis %}
    val redis: RedisConfig,
{%- endif %}
{%- if needs.kafka %}
    val kafkaBrokers: String,
{%- endif %}
{%- if needs.rabbitmq %}
    val rabbitmqUrl: String,
{%- endif %}
{%- if needs.sqs %}
    /** Where it is and who asks, the AWS library reads from its own variables. */
    val sqsQueue: String,
{%- endif %}
{%- if needs.s3 %}
    val s3: S3Config,
{%- endif %}
)

/** Says everything that is wrong with an environment. */
class UnusableEnvironmentException(
    problems: List<String>,
) : Exception("the environment cannot be used:\n" + problems.joinToString("\n"))

{% if needs.postgres -%}
private const val POSTGRES_PORT = 5432
{% endif -%}
{% if needs.redis -%}
private const val REDIS_PORT = 6379
{% endif -%}
private val levels = listOf("debug", "info", "warn", "error")

/** Reads all that can be set. What is wrong is told all at once. */
fun fromEnvironment(
    env: Map<String, String>,
    program: Program,
): Config {
    val problems = mutableListOf<String>()

    fun <T> read(
        name: String,
        fallback: T,
        want: String,
        parse: (String) -> T?,
    ): T {
        val text = env[name]?.ifEmpty { null } ?: return fallback
        return parse(text) ?: fallback.also { problems += "$name is \"$text\": want $want" }
    }
{%- if needs.any %}

    fun required(name: String): String = env[name].orEmpty().also { if (it.isEmpty()) problems += "$name is missing" }
{%- endif %}

    val config =
        Config(
            port = read(program.variable.orEmpty(), program.port, "a port from 0 to 65535", ::portOf),
{%- if shapes.grpc %}
            callsPort = program.callsPort?.let { read("PORT", it, "a port from 0 to 65535", ::portOf) } ?: 0,
{%- endif %}
            logLevel = read("LOG_LEVEL", "info", levels.joinToString()) { text -> text.takeIf { it in levels } },
            shutdownTimeout = read("SHUTDOWN_TIMEOUT", 20.seconds, "a duration such as 20s", ::durationOf),
{%- if shapes.graphql %}
            introspection = read("GRAPHQL_INTROSPECTION", false, "true or false", String::toBooleanStrictOrNull),
{%- endif %}
{%- if queues.any %}
            queue = if (program.queue) required("QUEUE") else "",
            deadLetters = if (program.queue) required("DEAD_LETTER_QUEUE") else "",
{%- endif %}
{%- if queues.kafka %}
            consumerGroup = if (program.queue) required("CONSUMER_GROUP") else "",
{%- endif %}
{%- if needs.postgres %}
            postgres =
                PostgresConfig(
                    host = required("POSTGRES_HOST"),
                    port = read("POSTGRES_PORT", POSTGRES_PORT, "a port from 0 to 65535", ::portOf),
                    database = required("POSTGRES_DB"),
                    user = required("POSTGRES_USER"),
                    password = required("POSTGRES_PASSWORD"),
                ),
{%- endif %}
{%- if needs.redis %}
            redis = redisAt(required("REDIS_ADDR"), env["REDIS_PASSWORD"]),
{%- endif %}
{%- if needs.kafka %}
            kafkaBrokers = required("KAFKA_BROKERS"),
{%- endif %}
{%- if needs.rabbitmq %}
            rabbitmqUrl = required("RABBITMQ_URL"),
{%- endif %}
{%- if needs.sqs %}
            sqsQueue = required("SQS_QUEUE"),
{%- endif %}
{%- if needs.s3 %}
            s3 =
                S3Config(
                    endpoint = env["S3_ENDPOINT"],
                    region = env["S3_REGION"] ?: "auto",
                    bucket = required("S3_BUCKET"),
                    accessKeyId = env["S3_ACCESS_KEY_ID"],
                    secretAccessKey = env["S3_SECRET_ACCESS_KEY"],
                ),
{%- endif %}
        )
    if (problems.isNotEmpty()) {
        throw UnusableEnvironmentException(problems)
    }
    return config
}

{% if needs.redis -%}
private fun redisAt(
    address: String,
    password: String?,
) = RedisConfig(address.substringBeforeLast(':'), portOf(address.substringAfterLast(':')) ?: REDIS_PORT, password)

{% endif -%}
private fun portOf(text: String): Int? = text.toIntOrNull()?.takeIf { it in 0..65_535 }

private fun durationOf(text: String): Duration? {
    val (amount, unit) = Regex("""(\d{1,9})(ms|s|m)""").matchEntire(text)?.destructured ?: return null
    val number = amount.toInt()
    return when (unit) {
        "ms" -> number.milliseconds
        "s" -> number.seconds
        else -> number.minutes
    }
}
