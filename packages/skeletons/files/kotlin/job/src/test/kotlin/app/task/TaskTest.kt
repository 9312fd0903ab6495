package app.task

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.time.LocalDate

class TaskTest {
    private val day = LocalDate.of(2026, 11, 21)

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
