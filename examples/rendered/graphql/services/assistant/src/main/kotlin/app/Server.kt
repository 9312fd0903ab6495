package app

import app.api.api
import app.core.Program
import app.core.Serving
import app.core.observeRequests
import app.core.program
import app.core.serveUntil
import app.greetings.Greetings
import app.needs.Needs

fun main() =
    program(Program("PORT", 8080)) { ending, config ->
        Needs(config).use { needs ->
            val serving = Serving(needs.states)
            val greetings = Greetings(needs.postgres)
            serveUntil(ending, serving, config.port, config.shutdownTimeout) {
                observeRequests(serving)
                api(greetings::message, greetings::put)
            }
        }
    }
