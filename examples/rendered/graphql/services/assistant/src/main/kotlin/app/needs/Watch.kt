package app.needs

import app.core.log
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import org.slf4j.event.Level
import java.util.concurrent.ConcurrentHashMap
import kotlin.coroutines.coroutineContext
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** The state of a need that answers. */
const val OK = "ok"

private val usualInterval = 5.seconds
private val usualPatience = 3.seconds

/** How a need is asked whether it answers, and how it is left. */
interface Need : AutoCloseable {
    suspend fun check()
}

/** Asks each need again and again whether it answers. */
class Watch(
    private val needs: Map<String, Need>,
    private val interval: Duration = usualInterval,
    private val patience: Duration = usualPatience,
) : AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val told = ConcurrentHashMap(needs.mapValues { "not asked yet" })

    /** Of each need: that it answers, or why not. */
    val states: Map<String, String> get() = told

    init {
        for ((name, need) in needs) {
            scope.launch {
                while (isActive) {
                    ask(name, need)
                    delay(interval)
                }
            }
        }
    }

    private suspend fun ask(
        name: String,
        need: Need,
    ) {
        val state =
            try {
                withTimeout(patience) { need.check() }
                OK
            } catch (late: TimeoutCancellationException) {
                "no answer within $patience"
            } catch (error: Exception) {
                coroutineContext.ensureActive()
                error.message ?: error.toString()
            }
        if (told.put(name, state) != state) {
            log
                .atLevel(if (state == OK) Level.INFO else Level.WARN)
                .addKeyValue("name", name)
                .addKeyValue("state", state)
                .log("need")
        }
    }

    override fun close() {
        scope.cancel()
        needs.values.forEach { runCatching { it.close() } }
    }
}
