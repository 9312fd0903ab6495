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
            "POSTGRES_HOST" to "127.0.0.1",
            "POSTGRES_PORT" to "1",
            "POSTGRES_DB" to "none",
            "POSTGRES_USER" to "nobody",
            "POSTGRES_PASSWORD" to "none",
            "KAFKA_BROKERS" to "127.0.0.1:1",
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
        waitFor(nowhere) { it != OK && it != "not asked yet" }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TEST_NEEDS", matches = ".+", disabledReason = "no servers are named")
    fun `finds all that it needs`() = waitFor(System.getenv()) { it == OK }
}
