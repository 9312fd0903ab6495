package app.greetings

import app.needs.Postgres

/** The table of greetings. It shows the style; replace it with your own. */
class Greetings(
    private val postgres: Postgres,
) {
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
