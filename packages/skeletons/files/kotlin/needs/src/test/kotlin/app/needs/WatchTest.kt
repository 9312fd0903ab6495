package app.needs

import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Test
import java.io.IOException
import kotlin.time.Duration.Companion.milliseconds

class WatchTest {
    private class Store(
        private val answer: suspend () -> Unit,
    ) : Need {
        var closed = 0

        override suspend fun check() = answer()

        override fun close() {
            closed++
        }
    }

    private fun waitFor(
        watch: Watch,
        state: String,
    ) = runBlocking {
        while (watch.states["store"] != state) {
            delay(1.milliseconds)
        }
    }

    @Test
    fun `asks each need again and again, and leaves it in the end`() {
        var there = false
        val store = Store { if (!there) throw IOException("away") }
        val watch = Watch(mapOf("store" to store), interval = 1.milliseconds)
        assertNotEquals(OK, watch.states["store"])
        waitFor(watch, "away")
        there = true
        waitFor(watch, OK)
        watch.close()
        assertEquals(1, store.closed)
    }

    @Test
    fun `does not wait for one that says nothing`() {
        Watch(mapOf("store" to Store { awaitCancellation() }), patience = 1.milliseconds).use {
            waitFor(it, "no answer within 1ms")
        }
    }
}
