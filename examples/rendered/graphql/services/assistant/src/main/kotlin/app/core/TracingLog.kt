package app.core

import ch.qos.logback.classic.spi.ILoggingEvent
import net.logstash.logback.composite.AbstractJsonProvider
import net.logstash.logback.composite.JsonWritingUtils
import tools.jackson.core.JsonGenerator
import java.util.logging.Handler
import java.util.logging.Level
import java.util.logging.LogRecord
import java.util.logging.SimpleFormatter

/**
 * Writes into each line of the log its level, as LOG_LEVEL has it, and which trace and which span it belongs to; logback.xml
 * names it.
 */
class LevelAndTrace : AbstractJsonProvider<ILoggingEvent>() {
    override fun writeTo(
        generator: JsonGenerator,
        event: ILoggingEvent,
    ) {
        JsonWritingUtils.writeStringField(generator, "level", event.level.toString().lowercase())
        traceIds().forEach { (name, id) -> JsonWritingUtils.writeStringField(generator, name, id) }
    }
}

private const val QUIET_MILLIS = 60_000

/** Told once a minute at most: a collector that is away fails again and again. */
class FewComplaints(
    private val log: org.slf4j.Logger,
) : Handler() {
    private val texts = SimpleFormatter()
    private var quietUntil = Long.MIN_VALUE

    @Synchronized
    override fun publish(said: LogRecord) {
        if (said.level.intValue() < Level.WARNING.intValue() || said.millis < quietUntil) {
            return
        }
        quietUntil = said.millis + QUIET_MILLIS
        log.atWarn().addKeyValue("reason", texts.formatMessage(said)).log("traces are not told")
    }

    override fun flush() = Unit

    override fun close() = Unit
}
