package app

import app.core.Program
import app.core.log
import app.core.program
{%- if needs.postgres %}
import app.greetings.Greetings
{%- endif %}
{%- if needs.any %}
import app.needs.Needs
{%- endif %}
import app.task.doWork
{%- if needs.postgres %}
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
{%- endif %}
import java.time.LocalDate
import java.time.ZoneOffset

/** Ends with 0 when the work is done, with 1 when it makes sense to try again, and with 2 when its environment cannot be used. */
fun main() =
{%- if needs.any %}
    program(Program()) { ending, config ->
        Needs(config).use { {%- if needs.postgres %} needs ->
            runInterruptible(Dispatchers.IO) { needs.postgres.migrate() }
            val report = doWork(ending, LocalDate.now(ZoneOffset.UTC), Greetings(needs.postgres)::tidy)
{%- else %}
            val report = doWork(ending, LocalDate.now(ZoneOffset.UTC))
{%- endif %}
            log
                .atInfo()
                .addKeyValue("day", report.day.toString())
                .addKeyValue("items", report.items)
                .log("done")
        }
    }
{%- else %}
    program(Program()) { ending, _ ->
        val report = doWork(ending, LocalDate.now(ZoneOffset.UTC))
        log
            .atInfo()
            .addKeyValue("day", report.day.toString())
            .addKeyValue("items", report.items)
            .log("done")
    }
{%- endif %}
