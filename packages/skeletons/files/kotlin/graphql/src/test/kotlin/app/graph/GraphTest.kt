package app.graph

import io.ktor.client.request.post
import io.ktor.client.request.setBody
import io.ktor.client.statement.HttpResponse
import io.ktor.client.statement.bodyAsText
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.http.contentType
import io.ktor.server.testing.ApplicationTestBuilder
import io.ktor.server.testing.testApplication
import io.prometheus.metrics.model.registry.PrometheusRegistry
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class GraphTest {
    private val asked = mutableListOf<Set<String>>()
{%- if needs.postgres %}
    private val kept = mutableMapOf<String, String>()
{%- endif %}
    private val registry = PrometheusRegistry()
    private val operations = Operations(registry, mostNames = 1)

    private suspend fun messages(names: Set<String>): Map<String, String> {
        asked += names
        check("broken" !in names) { "a secret of the store" }
        return names.associateWith { {% if needs.postgres %}kept[it] ?: {% endif %}"Hello, $it" }
    }

    private fun graph(
        introspection: Boolean = false,
        deepest: Int = 15,
    ) = Graph(::messages, {% if needs.postgres %}{ name, message -> kept[name] = message }, {% endif %}introspection, deepest)

    private fun answering(
        graph: Graph = graph(),
        test: suspend ApplicationTestBuilder.() -> Unit,
    ) = testApplication {
        application { answerGraph(graph, operations) }
        test()
    }

    private suspend fun ApplicationTestBuilder.send(
        body: String,
        type: ContentType = ContentType.Application.Json,
    ): HttpResponse =
        client.post("/graphql") {
            contentType(type)
            setBody(body)
        }

    private suspend fun ApplicationTestBuilder.ask(query: String): String =
        send(buildJsonObject { put("query", query) }.toString()).bodyAsText()

    @Test
    fun `greets by name`() =
        answering {
            val query = "query Hello(${'$'}name: String!) { greeting(name: ${'$'}name) { name message } }"
            val body = """{"query":"$query","operationName":"Hello","variables":{"name":"Ada"}}"""
            assertEquals("""{"data":{"greeting":{"name":"Ada","message":"Hello, Ada"}}}""", send(body).bodyAsText())
        }

    @Test
    fun `asks the store once for all that an operation wants`() =
        answering {
            ask("""{ greetings(names: ["Ada", "Eve", "Ada"]) { message } }""")
            assertEquals(listOf(setOf("Ada", "Eve")), asked)
        }
{%- if needs.postgres %}

    @Test
    fun `keeps a greeting`() =
        answering {
            val said = ask("""mutation { putGreeting(name: "Eve", message: "Good morning") { message } }""")
            assertEquals("""{"data":{"putGreeting":{"message":"Good morning"}}}""", said)
            assertTrue("BAD_USER_INPUT" in ask("""mutation { putGreeting(name: "Eve", message: "") { message } }"""))
            assertEquals("Good morning", kept["Eve"])
        }
{%- endif %}

    @Test
    fun `answers the router, which asks for the schema and for entities by their keys`() =
        answering {
            assertTrue("type Greeting @key" in ask("{ _service { sdl } }"))
            val reference = """{ __typename: "Greeting", name: "Ada" }"""
            val query = "{ _entities(representations: [$reference]) { ... on Greeting { message } } }"
            assertEquals("""{"data":{"_entities":[{"message":"Hello, Ada"}]}}""", ask(query))
        }

    @Test
    fun `tells a caller what is to be mended, and nothing of what failed inside`() =
        answering {
            assertTrue("at most 100" in ask("""{ greeting(name: "${"x".repeat(101)}") { message } }"""))
            val failed = ask("""{ greeting(name: "broken") { message } }""")
            assertTrue("INTERNAL_SERVER_ERROR" in failed, failed)
            assertFalse("secret" in failed, failed)
        }

    @Test
    fun `refuses what is too deep or asks for too much`() {
        answering(graph(deepest = 1)) { assertTrue("\"data\"" !in ask("""{ greeting(name: "Ada") { message } }""")) }
        answering {
            val many = (1..150).joinToString(" ") { """a$it: greeting(name: "Ada") { message }""" }
            assertTrue("\"data\"" !in ask("{ $many }"))
        }
        assertEquals(emptyList<Set<String>>(), asked)
    }

    @Test
    fun `says what there is to ask only where that is on`() {
        val query = "{ __schema { queryType { name } } }"
        answering { assertTrue("\"data\"" !in ask(query)) }
        answering(graph(introspection = true)) { assertTrue("\"Query\"" in ask(query)) }
    }

    @Test
    fun `refuses what is no operation`() =
        answering {
            for (body in listOf("", "[]", "{}", """{"query":1}""")) {
                assertEquals(HttpStatusCode.BadRequest, send(body).status, body)
            }
            assertEquals(HttpStatusCode.UnsupportedMediaType, send("query={}", ContentType.Text.Plain).status)
            assertEquals(HttpStatusCode.PayloadTooLarge, send("x".repeat(100_001)).status)
        }

    @Test
    fun `counts operations by names that are not too many`() =
        answering {
            for (name in listOf("First", "First", "Second")) {
                ask("""query $name { greeting(name: "Ada") { message } }""")
            }
            ask("query Unsound { nothing }")
            val counted =
                registry
                    .scrape { it == "graphql_operations" }
                    .flatMap { it.dataPoints }
                    .map { it.labels.get("operation") to it.labels.get("result") }
            assertEquals(setOf("First" to "ok", "other" to "ok", "none" to "refused"), counted.toSet())
        }
}
