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
import app.task.Report
import app.task.doWork
import app.task.traced
{%- if needs.postgres %}
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
{%- endif %}
import java.time.LocalDate
import java.time.ZoneOffset

/** Ends with 0 when the work is done, with 1 when it makes sense to try again, and with 2 when its environment cannot be used. */
fun main() =
    program(Program()) { ending, {% if needs.any %}config{% else %}_{% endif %} ->
        traced("${{ program }}") {
{%- if needs.postgres %}
            Needs(config).use { needs ->
                runInterruptible(Dispatchers.IO) { needs.postgres.migrate() }
                tell(doWork(ending, LocalDate.now(ZoneOffset.UTC), Greetings(needs.postgres)::tidy))
            }
{%- elif needs.any %}
            Needs(config).use { tell(doWork(ending, LocalDate.now(ZoneOffset.UTC))) }
{%- else %}
            tell(doWork(ending, LocalDate.now(ZoneOffset.UTC)))
{%- endif %}
        }
    }

private fun tell(report: Report) =
    log
        .atInfo()
        .addKeyValue("day", report.day.toString())
        .addKeyValue("items", report.items)
        .log("done")
