package app.greetings

import app.core.Program
import app.core.fromEnvironment
import app.needs.Postgres
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
{%- if shapes.job or (shapes.worker and not queues.any) %}
import org.junit.jupiter.api.Assertions.assertTrue
{%- endif %}
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
{%- if shapes.http or shapes.grpc %}
                assertEquals(null, greetings.message(name))
{%- endif %}
{%- if shapes.http or shapes.graphql or shapes.grpc or (shapes.worker and queues.any) %}
                for (message in listOf("Hello", "Good morning", "Good morning")) {
                    greetings.put(name, message)
                }
{%- endif %}
{%- if shapes.http or shapes.grpc %}
                assertEquals("Good morning", greetings.message(name))
{%- endif %}
{%- if shapes.graphql %}
                val nobody = "$name of nobody"
                val messages = greetings.messages(setOf(name, nobody))
                assertEquals(mapOf(name to "Good morning", nobody to "Hello, $nobody"), messages)
{%- endif %}
                postgres.query { connection ->
                    val write = connection.createStatement()
{%- if shapes.job or (shapes.worker and not queues.any) %}
                    write.executeUpdate("INSERT INTO greetings VALUES ('$name of nothing', '')")
{%- endif %}
                    val left = write.executeUpdate("DELETE FROM greetings WHERE name = '$name'")
                    assertEquals({% if shapes.http or shapes.graphql or shapes.grpc or (shapes.worker and queues.any) %}1{% else %}0{% endif %}, left)
                }
{%- if shapes.job or (shapes.worker and not queues.any) %}
                assertTrue(greetings.tidy() >= 1)
{%- endif %}
            }
        }
}
