package app

import app.api.api
import app.core.Program
import app.core.Serving
import app.core.observeRequests
import app.core.program
import app.core.serveUntil
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
{%- endif %}
            serveUntil(ending, serving, config.port, config.shutdownTimeout) {
                observeRequests(serving)
                api({% if needs.postgres %}greetings::message, greetings::put{% endif %})
            }
        }
{%- else %}
        val serving = Serving()
        serveUntil(ending, serving, config.port, config.shutdownTimeout) {
            observeRequests(serving)
            api()
        }
{%- endif %}
    }
