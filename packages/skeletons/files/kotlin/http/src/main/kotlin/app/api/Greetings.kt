package app.api

{% if needs.postgres -%}
import app.core.UnavailableException
{% endif -%}
import app.core.respondProblem
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
import kotlinx.coroutines.CancellationException
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
                call.respondProblem(HttpStatusCode.BadRequest, TOO_LONG)
            } else {
                call.respondMessage(there { message(name) } ?: "Hello, $name")
            }
        }
        put("/v1/greetings/{name}") {
            val name = call.parameters.getOrFail("name")
            val said = messageIn(call.receiveText())
            when {
                name.length > LONGEST -> {
                    call.respondProblem(HttpStatusCode.BadRequest, TOO_LONG)
                }

                said == null -> {
                    call.respondProblem(HttpStatusCode.BadRequest, NO_MESSAGE)
                }

                else -> {
                    there { put(name, said) }
                    call.respondMessage(said)
                }
            }
        }
    }
}

/** A database that is away is no fault of the caller, who may ask again. */
private suspend fun <T> there(answer: suspend () -> T): T =
    try {
        answer()
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (error: Exception) {
        throw UnavailableException("the greetings cannot be reached just now", error)
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
                call.respondProblem(HttpStatusCode.BadRequest, TOO_LONG)
            } else {
                call.respondMessage("Hello, $name")
            }
        }
    }
}
{%- endif %}

private suspend fun ApplicationCall.respondMessage(text: String) =
    respondText(buildJsonObject { put("message", text) }.toString(), ContentType.Application.Json)
