package app.graph

import graphql.ExecutionResult
import io.prometheus.metrics.core.metrics.Counter
import io.prometheus.metrics.core.metrics.Histogram
import io.prometheus.metrics.model.registry.PrometheusRegistry
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.DurationUnit
import kotlin.time.TimeSource

private const val MOST_NAMES = 100
private val naming = Regex("""^\s*(?:query|mutation)\s+(\w+)""", RegexOption.MULTILINE)

/** Counts operations by their names. Callers choose these, so only those of sound operations count, and only so many. */
class Operations(
    registry: PrometheusRegistry,
    private val mostNames: Int = MOST_NAMES,
) {
    private val names = ConcurrentHashMap.newKeySet<String>()
    private val operations =
        Counter
            .builder()
            .name("graphql_operations_total")
            .help("Operations answered.")
            .labelNames("operation", "result")
            .register(registry)
    private val durations =
        Histogram
            .builder()
            .name("graphql_operation_duration_seconds")
            .help("How long it took.")
            .labelNames("operation", "result")
            .classicOnly()
            .register(registry)

    suspend fun observed(
        operation: Operation,
        execute: suspend (Operation) -> ExecutionResult,
    ): ExecutionResult {
        val start = TimeSource.Monotonic.markNow()
        val executed = execute(operation)
        val labels =
            when {
                !executed.isDataPresent -> arrayOf("none", "refused")
                executed.errors.isNotEmpty() -> arrayOf(nameOf(operation), "failed")
                else -> arrayOf(nameOf(operation), "ok")
            }
        operations.labelValues(*labels).inc()
        durations.labelValues(*labels).observe(start.elapsedNow().toDouble(DurationUnit.SECONDS))
        return executed
    }

    private fun nameOf(operation: Operation): String {
        val name = operation.name ?: naming.find(operation.query)?.groupValues?.get(1) ?: "anonymous"
        return if (name in names || (names.size < mostNames && names.add(name))) name else "other"
    }
}
