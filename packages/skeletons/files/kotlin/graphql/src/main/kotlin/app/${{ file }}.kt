package app

import app.core.Program
import app.core.Serving
import app.core.observeRequests
import app.core.program
import app.core.serveUntil
import app.graph.Graph
import app.graph.Operations
import app.graph.answerGraph
{%- if needs.postgres %}
import app.greetings.Greetings
{%- endif %}
{%- if needs.any %}
import app.needs.Needs
{%- endif %}

fun main() =
    program(Program("PORT", ${{ port }})) { ending, config ->
{%- if needs.any %}
        Needs(config).use { needs ->
            val serving = Serving(needs.states)
{%- if needs.postgres %}
            val greetings = Greetings(needs.postgres)
            val graph = Graph(greetings::messages, greetings::put, config.introspection)
{%- else %}
            val graph = Graph({ names -> names.associateWith { "Hello, $it" } }, config.introspection)
{%- endif %}
            val operations = Operations(serving.registry)
            serveUntil(ending, serving, config.port, config.shutdownTimeout) {
                observeRequests(serving)
                answerGraph(graph, operations)
            }
        }
{%- else %}
        val serving = Serving()
        val graph = Graph({ names -> names.associateWith { "Hello, $it" } }, config.introspection)
        val operations = Operations(serving.registry)
        serveUntil(ending, serving, config.port, config.shutdownTimeout) {
            observeRequests(serving)
            answerGraph(graph, operations)
        }
{%- endif %}
    }
