package app.api

import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.ktor.server.util.getOrFail
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

private const val LONGEST_NAME = 100

/** What the service offers. The greeting shows the style; replace it with your own. */
fun Application.api() {
    routing {
        get("/v1/greetings/{name}") {
            val name = call.parameters.getOrFail("name")
            val tooLong = name.length > LONGEST_NAME
            val said =
                buildJsonObject {
                    if (tooLong) {
                        put("error", "a name has at most $LONGEST_NAME characters")
                    } else {
                        put("message", "Hello, $name")
                    }
                }
            val status = if (tooLong) HttpStatusCode.BadRequest else HttpStatusCode.OK
            call.respondText(said.toString(), ContentType.Application.Json, status)
        }
    }
}
