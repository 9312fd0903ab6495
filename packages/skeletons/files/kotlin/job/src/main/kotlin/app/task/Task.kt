package app.task

import kotlinx.coroutines.Deferred
{%- if not needs.postgres %}
import kotlinx.coroutines.yield
{%- endif %}
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

{% if needs.postgres -%}
/** Told to end before the work was done. */
class StoppedException : Exception("before the work began")

/** Does the work of a day. It shows the style; replace it with your own. */
suspend fun doWork(
    ending: Deferred<Unit>,
    day: LocalDate,
    tidy: suspend () -> Int,
): Report {
    if (ending.isCompleted) {
        throw StoppedException()
    }
    return Report(day, tidy())
}
{%- else -%}
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
{%- endif %}
