package app.api

import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
{%- if needs.postgres %}
import io.ktor.server.request.receiveText
{%- endif %}
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
{%- if needs.postgres %}
import io.ktor.server.routing.put
{%- endif %}
import io.ktor.server.routing.routing
import io.ktor.server.util.getOrFail
{%- if needs.postgres %}
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
{%- endif %}
import kotlinx.serialization.json.buildJsonObject
{%- if needs.postgres %}
import kotlinx.serialization.json.jsonObject
{%- endif %}
import kotlinx.serialization.json.put

private const val LONGEST = 100
private const val TOO_LONG = "a name has at most $LONGEST characters"
{%- if needs.postgres %}
private const val NO_MESSAGE = "the body has no message of 1 to $LONGEST characters"
{%- endif %}

{% if needs.postgres -%}
/** What the service offers. The greeting shows the style; replace it with your own. */
fun Application.api(
    message: suspend (name: String) -> String?,
    put: suspend (name: String, message: String) -> Unit,
) {
    routing {
        get("/v1/greetings/{name}") {
            val name = call.parameters.getOrFail("name")
            if (name.length > LONGEST) {
                call.respond("error", TOO_LONG, HttpStatusCode.BadRequest)
            } else {
                call.respond("message", message(name) ?: "Hello, $name")
            }
        }
        put("/v1/greetings/{name}") {
            val name = call.parameters.getOrFail("name")
            val said = messageIn(call.receiveText())
            when {
                name.length > LONGEST -> {
                    call.respond("error", TOO_LONG, HttpStatusCode.BadRequest)
                }

                said == null -> {
                    call.respond("error", NO_MESSAGE, HttpStatusCode.BadRequest)
                }

                else -> {
                    put(name, said)
                    call.respond("message", said)
                }
            }
        }
    }
}

private fun messageIn(body: String): String? {
    val message = runCatching { Json.parseToJsonElement(body).jsonObject["message"] as? JsonPrimitive }.getOrNull()
    return message?.takeIf { it.isString }?.content?.takeIf { it.length in 1..LONGEST }
}
{%- else -%}
/** What the service offers. The greeting shows the style; replace it with your own. */
fun Application.api() {
    routing {
        get("/v1/greetings/{name}") {
            val name = call.parameters.getOrFail("name")
            if (name.length > LONGEST) {
                call.respond("error", TOO_LONG, HttpStatusCode.BadRequest)
            } else {
                call.respond("message", "Hello, $name")
            }
        }
    }
}
{%- endif %}

private suspend fun ApplicationCall.respond(
    field: String,
    text: String,
    status: HttpStatusCode = HttpStatusCode.OK,
) = respondText(buildJsonObject { put(field, text) }.toString(), ContentType.Application.Json, status)
