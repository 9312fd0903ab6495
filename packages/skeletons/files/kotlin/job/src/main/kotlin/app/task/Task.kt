package app.task

import kotlinx.coroutines.Deferred
import kotlinx.coroutines.yield
import java.time.LocalDate

/** What was done. */
data class Report(
    /**
     * Whose work it was. It may be done twice, after a failure or by hand, and the second time changes nothing: what is
     * written is named by the day rather than by the time.
     */
    val day: LocalDate,
    val items: Int,
)

/** Told to end before the work was done. */
class StoppedException(
    items: Int,
) : Exception("after $items items")

private const val ITEMS = 3

/** Does the work of a day, item by item, and stops between two of them when it is told to end. Replace it with your own. */
suspend fun doWork(
    ending: Deferred<Unit>,
    day: LocalDate,
): Report {
    repeat(ITEMS) { items ->
        yield()
        if (ending.isCompleted) {
            throw StoppedException(items)
        }
    }
    return Report(day, ITEMS)
}
