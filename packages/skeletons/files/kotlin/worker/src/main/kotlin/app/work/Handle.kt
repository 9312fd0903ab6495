package app.work

/**
 * Does what a message asks for. It may get the same one twice, and the second time must change nothing. This one shows the
 * style; replace it with your own.
 */
{% if needs.postgres and queues.any -%}
suspend fun handle(
    message: Message,
    put: suspend (name: String, message: String) -> Unit,
) {
    if (message.body.isEmpty()) {
        throw UselessException("message ${message.id} is empty")
    }
    put(message.body, "Hello, ${message.body}")
}
{%- elif needs.postgres -%}
suspend fun handle(
    message: Message,
    tidy: suspend () -> Unit,
) {
    if (message.body.isEmpty()) {
        throw UselessException("message ${message.id} is empty")
    }
    tidy()
}
{%- else -%}
fun handle(message: Message) {
    if (message.body.isEmpty()) {
        throw UselessException("message ${message.id} is empty")
    }
}
{%- endif %}
