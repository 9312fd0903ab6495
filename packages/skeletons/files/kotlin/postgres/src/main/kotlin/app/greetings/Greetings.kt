package app.greetings

import app.needs.Postgres

/** The table of greetings. It shows the style; replace it with your own. */
class Greetings(
    private val postgres: Postgres,
) {
{%- if shapes.graphql %}
    /** What each of several is greeted with, in one query. */
    suspend fun messages(names: Set<String>): Map<String, String> =
        postgres.query { connection ->
            connection.prepareStatement("SELECT name, message FROM greetings WHERE name = ANY (?)").use { statement ->
                statement.setArray(1, connection.createArrayOf("text", names.toTypedArray()))
                statement.executeQuery().use { rows ->
                    names.associateWithTo(mutableMapOf()) { "Hello, $it" }.apply {
                        while (rows.next()) {
                            put(rows.getString(1), rows.getString(2))
                        }
                    }
                }
            }
        }
{%- endif %}
{%- if shapes.http or shapes.grpc %}
{% if shapes.graphql %}
{% endif %}    /** What somebody is greeted with; nothing where nobody said. */
    suspend fun message(name: String): String? =
        postgres.query { connection ->
            connection.prepareStatement("SELECT message FROM greetings WHERE name = ?").use { statement ->
                statement.setString(1, name)
                statement.executeQuery().use { if (it.next()) it.getString(1) else null }
            }
        }
{%- endif %}
{%- if shapes.http or shapes.graphql or shapes.grpc or (shapes.worker and queues.any) %}
{% if shapes.http or shapes.graphql or shapes.grpc %}
{% endif %}    /** Says what somebody is greeted with from now on. Saying it twice changes nothing. */
    suspend fun put(
        name: String,
        message: String,
    ) = postgres.query { connection ->
        connection
            .prepareStatement(
                """
                INSERT INTO greetings (name, message) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET message = excluded.message
                """,
            ).use { statement ->
                statement.setString(1, name)
                statement.setString(2, message)
                statement.executeUpdate()
            }
        Unit
    }
{%- endif %}
{%- if shapes.job or (shapes.worker and not queues.any) %}
{% if shapes.http or shapes.graphql or shapes.grpc or (shapes.worker and queues.any) %}
{% endif %}    /** Takes out greetings that say nothing, and tells how many they were. Doing it twice changes nothing. */
    suspend fun tidy(): Int =
        postgres.query { connection ->
            connection.createStatement().use { it.executeUpdate("DELETE FROM greetings WHERE message = ''") }
        }
{%- endif %}
}
