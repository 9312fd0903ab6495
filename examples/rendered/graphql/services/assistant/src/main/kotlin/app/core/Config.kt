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
)

data class PostgresConfig(
    val host: String,
    val port: Int,
    val database: String,
    val user: String,
    val password: String,
)

/** Everything that can be set from outside. */
data class Config(
    /** 0 takes a free one. */
    val port: Int,
    val logLevel: String,
    /** How long what is under way may take to finish. */
    val shutdownTimeout: Duration,
    /** Whether anybody may ask what the graph has: tools want it, the router does not. */
    val introspection: Boolean,
    val postgres: PostgresConfig,
    val kafkaBrokers: String,
)

/** Says everything that is wrong with an environment. */
class UnusableEnvironmentException(
    problems: List<String>,
) : Exception("the environment cannot be used:\n" + problems.joinToString("\n"))

private const val POSTGRES_PORT = 5432
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

    fun required(name: String): String = env[name].orEmpty().also { if (it.isEmpty()) problems += "$name is missing" }

    val config =
        Config(
            port = read(program.variable.orEmpty(), program.port, "a port from 0 to 65535", ::portOf),
            logLevel = read("LOG_LEVEL", "info", levels.joinToString()) { text -> text.takeIf { it in levels } },
            shutdownTimeout = read("SHUTDOWN_TIMEOUT", 20.seconds, "a duration such as 20s", ::durationOf),
            introspection = read("GRAPHQL_INTROSPECTION", false, "true or false", String::toBooleanStrictOrNull),
            postgres =
                PostgresConfig(
                    host = required("POSTGRES_HOST"),
                    port = read("POSTGRES_PORT", POSTGRES_PORT, "a port from 0 to 65535", ::portOf),
                    database = required("POSTGRES_DB"),
                    user = required("POSTGRES_USER"),
                    password = required("POSTGRES_PASSWORD"),
                ),
            kafkaBrokers = required("KAFKA_BROKERS"),
        )
    if (problems.isNotEmpty()) {
        throw UnusableEnvironmentException(problems)
    }
    return config
}

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
