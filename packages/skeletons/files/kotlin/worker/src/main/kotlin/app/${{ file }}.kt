package app

import app.core.Program
import app.core.Serving
import app.core.program
import app.core.serveUntil
{%- if needs.postgres %}
import app.greetings.Greetings
{%- endif %}
{%- if needs.any %}
import app.needs.Needs
{%- endif %}
{%- if not queue %}
import app.work.Every
{%- elif queue == "kafka" %}
import app.work.KafkaQueue
{%- elif queue == "rabbitmq" %}
import app.work.RabbitmqQueue
{%- elif queue == "redis" %}
import app.work.RedisQueue
{%- elif queue == "sqs" %}
import app.work.SqsQueue
{%- endif %}
import app.work.Worker
import app.work.handle
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
{%- if not queue %}
import kotlin.time.Duration.Companion.minutes
{%- endif %}

/** Works until it is told to end, and is asked for its health meanwhile. What is under way is finished first. */
fun main() =
    program(Program("METRICS_PORT", ${{ port }}{% if queue %}, queue = true{% endif %})) { ending, config ->
{%- if needs.any %}
        Needs(config).use { needs ->
{%- if needs.postgres %}
            val greetings = Greetings(needs.postgres)
{%- endif %}
            val serving = Serving(needs.states)
{%- if queue == "kafka" %}
            KafkaQueue(needs.kafka, config.queue, config.deadLetters, config.consumerGroup).use { queue ->
{%- elif queue == "rabbitmq" %}
            RabbitmqQueue(needs.rabbitmq, config.queue, config.deadLetters).use { queue ->
{%- elif queue == "redis" %}
            RedisQueue(needs.redis, config.queue, config.deadLetters).use { queue ->
{%- elif queue == "sqs" %}
            SqsQueue(needs.sqs, config.queue, config.deadLetters).use { queue ->
{%- else %}
            Every(1.minutes).use { queue ->
{%- endif %}
                val worker = Worker(queue, serving.registry) { {%- if needs.postgres and queues.any %} message -> handle(message, greetings::put) {% elif needs.postgres %} message -> handle(message) { greetings.tidy() } {% else %} handle(it) {% endif -%} }
                val worked = CompletableDeferred<Unit>()
                // Where nobody can ask how the worker is, it ends as well: one that fails ends the other.
                coroutineScope {
                    async { serveUntil(worked, serving, config.port, config.shutdownTimeout) }
                    worker.work(ending)
                    worked.complete(Unit)
                }
            }
        }
{%- else %}
        val serving = Serving()
        val worker = Worker(Every(1.minutes), serving.registry) { handle(it) }
        val worked = CompletableDeferred<Unit>()
        // Where nobody can ask how the worker is, it ends as well: one that fails ends the other.
        coroutineScope {
            async { serveUntil(worked, serving, config.port, config.shutdownTimeout) }
            worker.work(ending)
            worked.complete(Unit)
        }
{%- endif %}
    }
