package app.api

import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.request.receiveText
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.put
import io.ktor.server.routing.routing
import io.ktor.server.util.getOrFail
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.put

private const val LONGEST = 100
private const val TOO_LONG = "a name has at most $LONGEST characters"
private const val NO_MESSAGE = "the body has no message of 1 to $LONGEST characters"

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

private suspend fun ApplicationCall.respond(
    field: String,
    text: String,
    status: HttpStatusCode = HttpStatusCode.OK,
) = respondText(buildJsonObject { put(field, text) }.toString(), ContentType.Application.Json, status)
