package app.api

import io.ktor.client.request.get
import io.ktor.client.request.put
import io.ktor.client.request.setBody
import io.ktor.client.statement.bodyAsText
import io.ktor.http.HttpStatusCode
import io.ktor.server.testing.ApplicationTestBuilder
import io.ktor.server.testing.testApplication
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class GreetingsTest {
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

    @Test
    fun `greets by name`() =
        testApplication {
            greeting()
            assertEquals("""{"message":"Hello, Ada"}""", client.get("/v1/greetings/Ada").bodyAsText())
        }

    @Test
    fun `refuses a name that is too long`() =
        testApplication {
            greeting()
            assertEquals(HttpStatusCode.BadRequest, client.get("/v1/greetings/" + "x".repeat(101)).status)
        }
}
