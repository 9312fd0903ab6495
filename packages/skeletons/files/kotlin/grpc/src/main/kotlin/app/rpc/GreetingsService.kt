package app.rpc

import greetings.v1.GreetingsGrpcKt.GreetingsCoroutineImplBase
import greetings.v1.GreetingsOuterClass.GreetRequest
import greetings.v1.GreetingsOuterClass.GreetResponse
{%- if needs.postgres %}
import greetings.v1.GreetingsOuterClass.PutRequest
import greetings.v1.GreetingsOuterClass.PutResponse
{%- endif %}
import io.grpc.Status
{%- if needs.postgres %}
import kotlinx.coroutines.CancellationException
{%- endif %}

private const val LONGEST = 100

/** What the service offers. The greeting shows the style; replace it with your own. */
{%- if needs.postgres %}
class GreetingsService(
    private val message: suspend (name: String) -> String?,
    private val put: suspend (name: String, message: String) -> Unit,
) : GreetingsCoroutineImplBase() {
    override suspend fun greet(request: GreetRequest): GreetResponse {
        short("name", request.name)
        val message = there { message(request.name) } ?: "Hello, ${request.name}"
        return GreetResponse.newBuilder().setMessage(message).build()
    }

    override suspend fun put(request: PutRequest): PutResponse {
        short("name", request.name)
        short("message", request.message)
        there { put(request.name, request.message) }
        return PutResponse.getDefaultInstance()
    }
}

/** A database that is away is no fault of the caller, who may ask again. */
private suspend fun <T> there(answer: suspend () -> T): T =
    try {
        answer()
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (error: Exception) {
        // The cause is for the log.
        val told = Status.UNAVAILABLE.withDescription("the greetings cannot be reached just now")
        throw told.withCause(error).asException()
    }
{%- else %}
class GreetingsService : GreetingsCoroutineImplBase() {
    override suspend fun greet(request: GreetRequest): GreetResponse {
        short("name", request.name)
        return GreetResponse.newBuilder().setMessage("Hello, ${request.name}").build()
    }
}
{%- endif %}

/** Refuses what is missing, or too long to be kept. */
private fun short(
    what: String,
    text: String,
) {
    val problem =
        when {
            text.isEmpty() -> "the $what is missing"
            text.codePointCount(0, text.length) > LONGEST -> "the $what is longer than $LONGEST characters"
            else -> return
        }
    throw Status.INVALID_ARGUMENT.withDescription(problem).asException()
}
