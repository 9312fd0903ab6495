package app.core

import ch.qos.logback.classic.Level
import ch.qos.logback.classic.Logger
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.runBlocking
import org.slf4j.LoggerFactory
import sun.misc.Signal
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.seconds

const val SERVICE = "assistant"

/** Set by the build. */
val version: String = System.getenv("APP_VERSION") ?: "dev"

val log: org.slf4j.Logger = LoggerFactory.getLogger("app")

/** An environment that cannot be used is not mended by starting again. */
private const val MISUSED = 2
private const val FAILED = 1

/** How long the collector may take for the last spans. */
private val lastSpans = 3.seconds

/** How every program of the service begins and ends: by itself, or when the signal comes. */
fun program(
    asks: Program,
    run: suspend (ending: Deferred<Unit>, config: Config) -> Unit,
) {
    val config =
        try {
            fromEnvironment(System.getenv(), asks)
        } catch (error: UnusableEnvironmentException) {
            System.err.println(error.message)
            exitProcess(MISUSED)
        }
    (log as Logger).level = Level.toLevel(config.logLevel)
    val flush = startTracing(System.getenv())
    // The virtual machine would end with the signal's number, though all went well.
    val ending = CompletableDeferred<Unit>()
    for (name in listOf("TERM", "INT")) {
        Signal.handle(Signal(name)) { ending.complete(Unit) }
    }
    val failed = runCatching { runBlocking { run(ending, config) } }.onFailure { log.error("stopped", it) }.isFailure
    if (!flush(lastSpans)) {
        log.warn("the last spans were not told")
    }
    exitProcess(if (failed) FAILED else 0)
}
