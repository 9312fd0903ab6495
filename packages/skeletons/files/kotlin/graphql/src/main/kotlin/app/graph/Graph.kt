package app.graph

import com.apollographql.federation.graphqljava.Federation
import com.apollographql.federation.graphqljava._Entity
import graphql.ExecutionInput
import graphql.ExecutionResult
import graphql.GraphQL
import graphql.analysis.MaxQueryComplexityInstrumentation
import graphql.analysis.MaxQueryDepthInstrumentation
import graphql.execution.instrumentation.ChainedInstrumentation
import graphql.introspection.Introspection
import graphql.schema.DataFetchingEnvironment
import graphql.schema.idl.RuntimeWiring
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import kotlinx.coroutines.supervisorScope
import org.dataloader.DataLoaderFactory
import org.dataloader.DataLoaderRegistry
import org.dataloader.MappedBatchLoader

private const val SCHEMA = "/schema.graphql"
private const val MESSAGES = "messages"
private const val LONGEST = 100

/** Deep enough for the question what there is to ask, which tools put. */
private const val DEEPEST = 15
private const val MOST_FIELDS = 200

/** What others may know of it: the schema says its fields. */
data class Greeting(
    val name: String,
)

/** One question to the graph. */
data class Operation(
    val query: String,
    val name: String? = null,
    val variables: Map<String, Any?> = emptyMap(),
)

/** What the service brings to the graph: the schema, and who answers for each of its fields. */
class Graph(
    /** What each of several is greeted with, in one question to the store. */
    private val messages: suspend (names: Set<String>) -> Map<String, String>,
{%- if needs.postgres %}
    private val put: suspend (name: String, message: String) -> Unit,
{%- endif %}
    private val introspection: Boolean = false,
    deepest: Int = DEEPEST,
) {
    private val graphQl =
        GraphQL
            .newGraphQL(
                Federation
                    .transform(checkNotNull(Graph::class.java.getResource(SCHEMA)).readText(), wiring())
                    .fetchEntities { it.getArgument<List<Map<String, Any?>>>(_Entity.argumentName)!!.map(::entityOf) }
                    .resolveEntityType { it.schema.getObjectType(it.getObject<Any>().javaClass.simpleName) }
                    .build(),
            ).instrumentation(
                ChainedInstrumentation(
                    MaxQueryDepthInstrumentation(deepest),
                    MaxQueryComplexityInstrumentation(MOST_FIELDS),
                ),
            ).defaultDataFetcherExceptionHandler(Discreet)
            .build()

    suspend fun execute(operation: Operation): ExecutionResult =
        // What fails for one field leaves the others as they are.
        supervisorScope {
            val input =
                ExecutionInput
                    .newExecutionInput(operation.query)
                    .operationName(operation.name)
                    .variables(operation.variables)
                    .dataLoaderRegistry(loaders())
                    .graphQLContext(
                        mapOf(CoroutineScope::class to this, Introspection.INTROSPECTION_DISABLED to !introspection),
                    ).build()
            graphQl.executeAsync(input).await()
        }

    /** Each question has its own: what it asks for twice is fetched once, and nothing is kept for the next. */
    private fun CoroutineScope.loaders(): DataLoaderRegistry =
        DataLoaderRegistry
            .newRegistry()
            .register(MESSAGES, DataLoaderFactory.newMappedDataLoader(batches()))
            .build()

    private fun CoroutineScope.batches() = MappedBatchLoader<String, String> { names -> future { messages(names) } }

    private fun wiring(): RuntimeWiring =
        RuntimeWiring
            .newRuntimeWiring()
            .type("Query") { type ->
                type
                    .dataFetcher("greeting") { greetingOf(it.getArgument("name")) }
                    .dataFetcher("greetings") { asked -> asked.getArgument<List<String>>("names")!!.map(::greetingOf) }
{%- if needs.postgres %}
            }.type("Mutation") { type ->
                type.dataFetcher("putGreeting") { asked ->
                    val greeting = greetingOf(asked.getArgument("name"))
                    val message: String = asked.getArgument("message")!!
                    if (message.length !in 1..LONGEST) {
                        throw RefusedException("a message has 1 to $LONGEST characters")
                    }
                    asked.scope.future {
                        put(greeting.name, message)
                        greeting
                    }
                }
{%- endif %}
            }.type("Greeting") { type ->
                type.dataFetcher("message") { asked ->
                    asked.getDataLoader<String, String>(MESSAGES)!!.load(asked.getSource<Greeting>()!!.name)
                }
            }.build()

    /** What another subgraph refers to by its key. */
    private fun entityOf(reference: Map<String, Any?>): Greeting = greetingOf(reference["name"] as? String)

    private fun greetingOf(name: String?): Greeting {
        if (name == null || name.length > LONGEST) {
            throw RefusedException("a name has at most $LONGEST characters")
        }
        return Greeting(name)
    }
}
{%- if needs.postgres %}

private val DataFetchingEnvironment.scope: CoroutineScope get() = graphQlContext.get(CoroutineScope::class)
{%- endif %}
