package app.needs

import app.core.PostgresConfig
import com.zaxxer.hikari.HikariConfig
import com.zaxxer.hikari.HikariDataSource
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
import org.flywaydb.core.Flyway
import java.sql.Connection

private const val PATIENCE_MILLIS = 2_500L
private const val PATIENCE_SECONDS = 3

/** The database. It is connected to when it is first used. */
class Postgres(
    config: PostgresConfig,
) : Need {
    val pool =
        HikariDataSource(
            HikariConfig().apply {
                jdbcUrl = "jdbc:postgresql://${config.host}:${config.port}/${config.database}"
                username = config.user
                password = config.password
                connectionTimeout = PATIENCE_MILLIS
                initializationFailTimeout = -1
                // Also works through a pooler that gives each transaction another connection.
                addDataSourceProperty("prepareThreshold", 0)
                addDataSourceProperty("connectTimeout", PATIENCE_SECONDS)
            },
        )

    @Volatile
    private var migrated = false

    /** The first answer of the database is the schema that this version needs. */
    override suspend fun check() =
        query { connection ->
            if (!migrated) {
                migrate()
            }
            connection.createStatement().use { it.execute("SELECT 1") }
            Unit
        }

    /**
     * Brings the schema to what this version needs, by the files of db/migration. One that was deployed is never changed:
     * write another. The version before runs beside this one for a while, so a column is dropped one version after its
     * last use. Replicas that start together take turns.
     */
    fun migrate() {
        Flyway
            .configure()
            .dataSource(pool)
            .load()
            .migrate()
        migrated = true
    }

    /** Does something with a connection, on a thread that may wait. */
    suspend fun <T> query(block: (Connection) -> T): T = runInterruptible(Dispatchers.IO) { pool.connection.use(block) }

    override fun close() = pool.close()
}
