package app.greetings

import app.needs.Postgres

/** The table of greetings. It shows the style; replace it with your own. */
class Greetings(
    private val postgres: Postgres,
) {
    /** What somebody is greeted with; nothing where nobody said. */
    suspend fun message(name: String): String? =
        postgres.query { connection ->
            connection.prepareStatement("SELECT message FROM greetings WHERE name = ?").use { statement ->
                statement.setString(1, name)
                statement.executeQuery().use { if (it.next()) it.getString(1) else null }
            }
        }

    /** Says what somebody is greeted with from now on. Saying it twice changes nothing. */
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
}
