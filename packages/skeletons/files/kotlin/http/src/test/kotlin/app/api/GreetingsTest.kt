package app.api

import io.ktor.client.request.get
import io.ktor.client.statement.bodyAsText
import io.ktor.http.HttpStatusCode
import io.ktor.server.testing.testApplication
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class GreetingsTest {
    @Test
    fun `greets by name`() =
        testApplication {
            application { api() }
            assertEquals("""{"message":"Hello, Ada"}""", client.get("/v1/greetings/Ada").bodyAsText())
        }

    @Test
    fun `refuses a name that is too long`() =
        testApplication {
            application { api() }
            assertEquals(HttpStatusCode.BadRequest, client.get("/v1/greetings/" + "x".repeat(101)).status)
        }
}
