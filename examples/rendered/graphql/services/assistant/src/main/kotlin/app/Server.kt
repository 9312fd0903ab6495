package app

import app.api.api
import app.core.Listen
import app.core.Serving
import app.core.observeRequests
import app.core.program
import app.core.serveUntil

fun main() =
    program(Listen("PORT", 8080)) { ending, config ->
        val serving = Serving()
        serveUntil(ending, serving, config.port, config.shutdownTimeout) {
            observeRequests(serving)
            api()
        }
    }
