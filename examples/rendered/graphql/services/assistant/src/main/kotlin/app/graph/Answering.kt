package app.graph

import app.core.respondProblem
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.request.contentType
import io.ktor.server.request.receiveChannel
import io.ktor.server.response.respondText
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.ktor.utils.io.readRemaining
import kotlinx.io.readByteArray
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull

private const val MOST_BYTES = 100_000L

/** Answers operations over HTTP: as JSON alone, which no foreign page can send without being asked beforehand. */
fun Application.answerGraph(
    graph: Graph,
    operations: Operations,
) {
    routing {
        post("/graphql") {
            if (!call.request.contentType().match(ContentType.Application.Json)) {
                return@post call.respondProblem(HttpStatusCode.UnsupportedMediaType, "send application/json")
            }
            val body = call.receiveChannel().readRemaining(MOST_BYTES + 1).readByteArray()
            if (body.size > MOST_BYTES) {
                val detail = "an operation has at most $MOST_BYTES bytes"
                return@post call.respondProblem(HttpStatusCode.PayloadTooLarge, detail)
            }
            val operation =
                operationIn(body.decodeToString())
                    ?: return@post call.respondProblem(HttpStatusCode.BadRequest, "the body has no query")
            val executed = operations.observed(operation, graph::execute)
            call.respondText(jsonOf(executed.toSpecification()).toString(), ContentType.Application.Json)
        }
    }
}

internal fun operationIn(body: String): Operation? {
    val request =
        try {
            Json.parseToJsonElement(body) as? JsonObject
        } catch (_: SerializationException) {
            null
        }
    val query = (request?.get("query") as? JsonPrimitive)?.takeIf { it.isString } ?: return null
    val name = (request["operationName"] as? JsonPrimitive)?.takeIf { it.isString }
    val variables = request["variables"] as? JsonObject
    return Operation(query.content, name?.content, variables.orEmpty().mapValues { plainOf(it.value) })
}

private fun plainOf(value: JsonElement): Any? =
    when (value) {
        is JsonNull -> null
        is JsonObject -> value.mapValues { plainOf(it.value) }
        is JsonArray -> value.map(::plainOf)
        is JsonPrimitive -> scalarOf(value)
    }

private fun scalarOf(value: JsonPrimitive): Any? =
    if (value.isString) value.content else value.booleanOrNull ?: value.longOrNull ?: value.doubleOrNull

private fun jsonOf(value: Any?): JsonElement =
    when (value) {
        null -> JsonNull
        is Map<*, *> -> JsonObject(value.entries.associate { (key, one) -> key.toString() to jsonOf(one) })
        is Iterable<*> -> JsonArray(value.map(::jsonOf))
        is Number -> JsonPrimitive(value)
        is Boolean -> JsonPrimitive(value)
        else -> JsonPrimitive(value.toString())
    }
