package app.graph

import app.core.log
import graphql.ErrorClassification
import graphql.GraphqlErrorBuilder
import graphql.execution.DataFetcherExceptionHandler
import graphql.execution.DataFetcherExceptionHandlerParameters
import graphql.execution.DataFetcherExceptionHandlerResult
import java.util.UUID
import java.util.concurrent.CompletableFuture

/** What the caller may mend, in words for the caller. */
class RefusedException(
    message: String,
) : Exception(message)

/** Tells callers what they may mend, and of all else only where the log has it. */
object Discreet : DataFetcherExceptionHandler {
    override fun handleException(
        parameters: DataFetcherExceptionHandlerParameters,
    ): CompletableFuture<DataFetcherExceptionHandlerResult> {
        val reason = parameters.exception
        val (code, message) =
            if (reason is RefusedException) {
                "BAD_USER_INPUT" to reason.message.orEmpty()
            } else {
                val reference = UUID.randomUUID().toString()
                log
                    .atError()
                    .addKeyValue("reference", reference)
                    .addKeyValue("path", parameters.path.toString())
                    .setCause(reason)
                    .log("a field failed")
                "INTERNAL_SERVER_ERROR" to "this failed; the log has it under $reference"
            }
        val error =
            GraphqlErrorBuilder
                .newError()
                .message(message.replace("%", "%%"))
                .errorType(ErrorClassification.errorClassification(code))
                .path(parameters.path)
                .location(parameters.sourceLocation)
                .extensions(mapOf("code" to code))
                .build()
        return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult(error).build())
    }
}
