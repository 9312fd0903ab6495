package app

import app.core.log
import app.core.program
import app.task.doWork
import java.time.LocalDate
import java.time.ZoneOffset

/** Ends with 0 when the work is done, with 1 when it makes sense to try again, and with 2 when its environment cannot be used. */
fun main() =
    program(null) { ending, _ ->
        val report = doWork(ending, LocalDate.now(ZoneOffset.UTC))
        log
            .atInfo()
            .addKeyValue("day", report.day.toString())
            .addKeyValue("items", report.items)
            .log("done")
    }
