package app.core

import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The variable that tells a program's port, and the port when nobody sets it. */
data class Listen(
    val variable: String,
    val port: Int,
)

/** Everything that can be set from outside. */
data class Config(
    /** 0 takes a free one. */
    val port: Int,
    val logLevel: String,
    /** How long what is under way may take to finish. */
    val shutdownTimeout: Duration,
)

/** Says everything that is wrong with an environment. */
class UnusableEnvironmentException(
    problems: List<String>,
) : Exception("the environment cannot be used:\n" + problems.joinToString("\n"))

private val levels = listOf("debug", "info", "warn", "error")

/** Reads the port, LOG_LEVEL and SHUTDOWN_TIMEOUT. What is wrong is told all at once. */
fun fromEnvironment(
    env: Map<String, String>,
    listen: Listen? = null,
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

    val config =
        Config(
            port = listen?.let { read(it.variable, it.port, "a port from 0 to 65535", ::portOf) } ?: 0,
            logLevel = read("LOG_LEVEL", "info", levels.joinToString()) { text -> text.takeIf { it in levels } },
            shutdownTimeout = read("SHUTDOWN_TIMEOUT", 20.seconds, "a duration such as 20s", ::durationOf),
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
