package app.core

import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.ApplicationCall
import io.ktor.server.response.respondText
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

private val problemJson = ContentType("application", "problem+json")

/** What callers are told instead of an answer, as RFC 9457 has it. */
suspend fun ApplicationCall.respondProblem(
    status: HttpStatusCode,
    detail: String? = null,
) {
    val problem =
        buildJsonObject {
            put("title", status.description)
            put("status", status.value)
            detail?.let { put("detail", it) }
        }
    respondText(problem.toString(), problemJson, status)
}
