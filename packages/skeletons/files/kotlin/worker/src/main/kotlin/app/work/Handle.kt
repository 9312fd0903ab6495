package app.work

/**
 * Does what a message asks for. It may get the same one twice, and the second time must change nothing. This one shows the
 * style; replace it with your own.
 */
fun handle(message: Message) {
    if (message.body.isEmpty()) {
        throw UselessException("message ${message.id} is empty")
    }
}
