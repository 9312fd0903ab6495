package app

import app.core.Listen
import app.core.Serving
import app.core.program
import app.core.serveUntil
import app.work.Every
import app.work.Worker
import app.work.handle
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlin.time.Duration.Companion.minutes

/** Works until it is told to end, and is asked for its health meanwhile. What is under way is finished first. */
fun main() =
    program(Listen("METRICS_PORT", ${{ port }})) { ending, config ->
        val serving = Serving()
        val worker = Worker(Every(1.minutes), serving.registry) { handle(it) }
        val worked = CompletableDeferred<Unit>()
        // Where nobody can ask how the worker is, it ends as well: one that fails ends the other.
        coroutineScope {
            async { serveUntil(worked, serving, config.port, config.shutdownTimeout) }
            worker.work(ending)
            worked.complete(Unit)
        }
    }
