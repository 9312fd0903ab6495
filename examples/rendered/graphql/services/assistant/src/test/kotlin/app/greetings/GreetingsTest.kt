package app.greetings

import app.core.Program
import app.core.fromEnvironment
import app.needs.Postgres
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable
import java.util.UUID

/** With the database that the environment names, where it says that tests may write there. */
@EnabledIfEnvironmentVariable(named = "TEST_NEEDS", matches = ".+", disabledReason = "no database is named")
class GreetingsTest {
    @Test
    fun `are kept in the database`() =
        Postgres(fromEnvironment(System.getenv(), Program()).postgres).use { postgres ->
            runBlocking {
                // The second time nothing is left to do.
                postgres.migrate()
                postgres.migrate()
                val greetings = Greetings(postgres)
                val name = "test ${UUID.randomUUID()}"
                for (message in listOf("Hello", "Good morning", "Good morning")) {
                    greetings.put(name, message)
                }
                val nobody = "$name of nobody"
                val messages = greetings.messages(setOf(name, nobody))
                assertEquals(mapOf(name to "Good morning", nobody to "Hello, $nobody"), messages)
                postgres.query { connection ->
                    val write = connection.createStatement()
                    val left = write.executeUpdate("DELETE FROM greetings WHERE name = '$name'")
                    assertEquals(1, left)
                }
            }
        }
}
