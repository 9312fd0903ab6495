package app.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class ConfigTest {
    private val listen = Listen("PORT", 8080)

    @Test
    fun `has defaults`() {
        assertEquals(Config(8080, "info", 20.seconds), fromEnvironment(emptyMap(), listen))
    }

    @Test
    fun `takes what is set`() {
        val env = mapOf("PORT" to "0", "LOG_LEVEL" to "warn", "SHUTDOWN_TIMEOUT" to "500ms")
        assertEquals(Config(0, "warn", 500.milliseconds), fromEnvironment(env, listen))
    }

    @Test
    fun `tells everything that is wrong at once`() {
        val env = mapOf("PORT" to "65536", "LOG_LEVEL" to "loud", "SHUTDOWN_TIMEOUT" to "soon")
        val error = assertThrows<UnusableEnvironmentException> { fromEnvironment(env, listen) }
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
