package app

import app.core.Program
import app.core.Serving
import app.core.observeRequests
import app.core.program
import app.core.serveUntil
import app.graph.Graph
import app.graph.Operations
import app.graph.answerGraph
import app.greetings.Greetings
import app.needs.Needs

fun main() =
    program(Program("PORT", 8080)) { ending, config ->
        Needs(config).use { needs ->
            val serving = Serving(needs.states)
            val greetings = Greetings(needs.postgres)
            val graph = Graph(greetings::messages, greetings::put, config.introspection)
            val operations = Operations(serving.registry)
            serveUntil(ending, serving, config.port, config.shutdownTimeout) {
                observeRequests(serving)
                answerGraph(graph, operations)
            }
        }
    }
