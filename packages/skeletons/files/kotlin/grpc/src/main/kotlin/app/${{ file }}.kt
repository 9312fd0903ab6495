package app

import app.core.Program
import app.core.Serving
import app.core.program
import app.core.serveUntil
{%- if needs.postgres %}
import app.greetings.Greetings
{%- endif %}
{%- if needs.any %}
import app.needs.Needs
{%- endif %}
import app.rpc.GreetingsService
import app.rpc.serveCalls
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope

/** Answers calls until it is told to end, and is asked for its metrics on a port of its own until the last one is answered. */
fun main() =
    program(Program("METRICS_PORT", ${{ sidePort }}, callsPort = ${{ port }})) { ending, config ->
{%- if needs.any %}
        Needs(config).use { needs ->
{%- if needs.postgres %}
            val greetings = Greetings(needs.postgres)
            val service = GreetingsService(greetings::message, greetings::put)
{%- else %}
            val service = GreetingsService()
{%- endif %}
            val serving = Serving(needs.states)
            val answered = CompletableDeferred<Unit>()
            // Where nobody can ask how the calls are, they end as well: one that fails ends the other.
            coroutineScope {
                async { serveUntil(answered, serving, config.port, config.shutdownTimeout) }
                serveCalls(ending, serving, config.callsPort, config.shutdownTimeout, service)
                answered.complete(Unit)
            }
        }
{%- else %}
        val serving = Serving()
        val answered = CompletableDeferred<Unit>()
        // Where nobody can ask how the calls are, they end as well: one that fails ends the other.
        coroutineScope {
            async { serveUntil(answered, serving, config.port, config.shutdownTimeout) }
            serveCalls(ending, serving, config.callsPort, config.shutdownTimeout, GreetingsService())
            answered.complete(Unit)
        }
{%- endif %}
    }
