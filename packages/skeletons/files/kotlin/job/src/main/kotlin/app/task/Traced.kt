package app.task

import app.core.beginSpan
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.SpanKind
import io.opentelemetry.api.trace.StatusCode
import io.opentelemetry.extension.kotlin.asContextElement
import kotlinx.coroutines.withContext

/** Does work as a trace of its own, since nobody asked for it; the trace tells whether it failed. */
suspend fun traced(
    name: String,
    work: suspend () -> Unit,
) {
    val context = beginSpan(name, SpanKind.INTERNAL)
    val span = Span.fromContext(context)
    try {
        withContext(context.asContextElement()) { work() }
    } catch (error: Exception) {
        span.setStatus(StatusCode.ERROR, error.toString())
        throw error
    } finally {
        span.end()
    }
}
