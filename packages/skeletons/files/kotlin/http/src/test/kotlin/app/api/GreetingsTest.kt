package app.api

{% if needs.postgres -%}
import app.core.Serving
import app.core.observeRequests
{% endif -%}
import io.ktor.client.request.get
{%- if needs.postgres %}
import io.ktor.client.request.put
import io.ktor.client.request.setBody
{%- endif %}
import io.ktor.client.statement.bodyAsText
import io.ktor.http.HttpStatusCode
import io.ktor.http.contentType
{%- if needs.postgres %}
import io.ktor.server.testing.ApplicationTestBuilder
{%- endif %}
import io.ktor.server.testing.testApplication
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
{%- if needs.postgres %}
import java.io.IOException
{%- endif %}

class GreetingsTest {
{%- if needs.postgres %}
    private val kept = mutableMapOf<String, String>()

    private fun ApplicationTestBuilder.greeting() =
        application {
            api({ kept[it] }, { name, message -> kept[name] = message })
        }

    @Test
    fun `keeps a greeting`() =
        testApplication {
            greeting()
            val said = """{"message":"Good morning"}"""
            assertEquals(HttpStatusCode.OK, client.put("/v1/greetings/Eve") { setBody(said) }.status)
            assertEquals(said, client.get("/v1/greetings/Eve").bodyAsText())
        }

    @Test
    fun `refuses what is no greeting`() =
        testApplication {
            greeting()
            val messages = listOf("1", """ "" """, """ "${"x".repeat(101)}" """)
            for (wrong in listOf("", "{}") + messages.map { """{"message":$it}""" }) {
                val answer = client.put("/v1/greetings/Eve") { setBody(wrong) }
                assertEquals(HttpStatusCode.BadRequest, answer.status, wrong)
            }
        }
{% endif %}
    @Test
    fun `greets by name`() =
        testApplication {
            {% if needs.postgres %}greeting(){% else %}application { api() }{% endif %}
            assertEquals("""{"message":"Hello, Ada"}""", client.get("/v1/greetings/Ada").bodyAsText())
        }

    @Test
    fun `refuses a name that is too long`() =
        testApplication {
            {% if needs.postgres %}greeting(){% else %}application { api() }{% endif %}
            val answer = client.get("/v1/greetings/" + "x".repeat(101))
            assertEquals(HttpStatusCode.BadRequest, answer.status)
            assertEquals("application/problem+json", answer.contentType()?.withoutParameters().toString())
        }
{%- if needs.postgres %}

    @Test
    fun `a database that is away is no fault of the caller`() =
        testApplication {
            val away: suspend () -> Nothing = { throw IOException("refused at 10.0.0.1") }
            application {
                observeRequests(Serving(emptyMap()))
                api({ away() }, { _, _ -> away() })
            }
            val answer = client.get("/v1/greetings/Ada")
            assertEquals(HttpStatusCode.ServiceUnavailable, answer.status)
            val detail = "the greetings cannot be reached just now"
            assertEquals("""{"title":"Service Unavailable","status":503,"detail":"$detail"}""", answer.bodyAsText())
        }
{%- endif %}
}
