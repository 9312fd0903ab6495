package app.task

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.time.LocalDate

class TaskTest {
    private val day = LocalDate.of(2026, 11, 21)
{% if needs.postgres %}
    /** So many greetings say nothing. */
    private fun useless(count: Int): suspend () -> Int {
        var left = count
        return { left.also { left = 0 } }
    }

    @Test
    fun `does the same work of the same day`() =
        runBlocking {
            val tidy = useless(2)
            assertEquals(Report(day, 2), doWork(CompletableDeferred(), day, tidy))
            assertEquals(Report(day, 0), doWork(CompletableDeferred(), day, tidy))
        }

    @Test
    fun `does nothing once it was told to end`() {
        val told = CompletableDeferred(Unit)
        val error = assertThrows<StoppedException> { runBlocking { doWork(told, day, useless(1)) } }
        assertEquals("before the work began", error.message)
    }
}
{%- else %}
    @Test
    fun `does the same work of the same day`() =
        runBlocking {
            val first = doWork(CompletableDeferred(), day)
            assertEquals(Report(day, 3), first)
            assertEquals(first, doWork(CompletableDeferred(), day))
        }

    @Test
    fun `stops between two items`() {
        val error = assertThrows<StoppedException> { runBlocking { doWork(CompletableDeferred(Unit), day) } }
        assertEquals("after 0 items", error.message)
    }
}
{%- endif %}
