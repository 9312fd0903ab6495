package app.needs

import app.core.Config

/**
 * What the service cannot work without, from the start of a program to its end. Nothing waits for it: a program starts
 * while what it needs is away, says so when it is asked whether it is ready, and goes on when it comes.
 */
class Needs(
    config: Config,
) : AutoCloseable {
    val postgres = Postgres(config.postgres)
    val kafka = Kafka(config.kafkaBrokers)

    private val watch =
        Watch(
            mapOf(
                "postgres" to postgres,
                "kafka" to kafka,
            ),
        )

    val states: Map<String, String> get() = watch.states

    override fun close() = watch.close()
}
