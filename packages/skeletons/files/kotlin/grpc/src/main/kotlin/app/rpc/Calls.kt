package app.rpc

import app.core.Serving
import app.core.log
import io.grpc.BindableService
import io.grpc.Grpc
import io.grpc.InsecureServerCredentials
import io.grpc.health.v1.HealthCheckResponse.ServingStatus
import io.grpc.protobuf.services.HealthStatusManager
import io.grpc.protobuf.services.ProtoReflectionServiceV1
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.TimeUnit
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

private val pause = 500.milliseconds
private const val LONGEST_CONNECTION_MINUTES = 5L

/**
 * Answers calls until it is told to end, then lets those under way finish, for as long as the timeout. The cluster is told
 * by gRPC's own protocol: of no service in particular that the process serves, of "ready" that it wants calls.
 */
suspend fun serveCalls(
    ending: Deferred<Unit>,
    serving: Serving,
    port: Int,
    shutdownTimeout: Duration,
    service: BindableService,
    tell: (address: String) -> Unit = { log.atInfo().addKeyValue("address", it).log("serving calls") },
) {
    val health = HealthStatusManager()

    fun tellReadiness() =
        health.setStatus("ready", if (serving.isReady()) ServingStatus.SERVING else ServingStatus.NOT_SERVING)
    val server =
        Grpc
            .newServerBuilderForPort(port, InsecureServerCredentials.create())
            .intercept(Observer(serving.registry))
            .addService(service)
            .addService(health.healthService)
            // Tools such as grpcurl ask what can be called.
            .addService(ProtoReflectionServiceV1.newInstance())
            // Callers keep their connection; without an end to it they would never find a replica that came later.
            .maxConnectionAge(LONGEST_CONNECTION_MINUTES, TimeUnit.MINUTES)
            .maxConnectionAgeGrace(1, TimeUnit.MINUTES)
            .build()
            .start()
    try {
        tell("[::]:${server.port}")
        do {
            tellReadiness()
        } while (withTimeoutOrNull(pause) { ending.await() } == null)
        serving.ready = false
        tellReadiness()
        log.atInfo().addKeyValue("timeout_ms", shutdownTimeout.inWholeMilliseconds).log("draining calls")
        server.shutdown()
        val ended =
            withContext(Dispatchers.IO) {
                server.awaitTermination(shutdownTimeout.inWholeMilliseconds, TimeUnit.MILLISECONDS)
            }
        check(ended) { "calls were still running after $shutdownTimeout" }
    } finally {
        server.shutdownNow()
    }
}
