"""Calls: the server that answers them until it is told to end."""

import asyncio
import time
from collections.abc import Callable

import grpc
from grpc_health.v1 import health_pb2_grpc
from grpc_health.v1.health import SERVICE_NAME as HEALTH
from grpc_health.v1.health import aio as health
from grpc_health.v1.health_pb2 import HealthCheckResponse
from grpc_reflection.v1alpha import reflection
from prometheus_client import CollectorRegistry

from app.core.program import log
from app.core.serving import Serving
from app.gen.greetings.v1 import greetings_pb2
from app.rpc.observe import Observer

type Calls = grpc.aio.Server

# What can be called, for those who ask.
_SERVICES = (
    *(service.full_name for service in greetings_pb2.DESCRIPTOR.services_by_name.values()),
    HEALTH,
    reflection.SERVICE_NAME,
)


def create_calls(registry: CollectorRegistry) -> Calls:
    """A server of calls, which counts and tells them."""
    calls = grpc.aio.server(
        interceptors=[Observer(registry)],
        options=[
            # Two programs on one port would each get some of the calls.
            ("grpc.so_reuseport", 0),
            # Callers keep their connection; without an end to it they would never find a replica
            # that came later.
            ("grpc.max_connection_age_ms", 300_000),
            ("grpc.max_connection_age_grace_ms", 60_000),
        ],
    )
    # Tools such as grpcurl ask what can be called.
    reflection.enable_server_reflection(_SERVICES, calls)
    return calls


def _tell(address: str) -> None:
    log.info("serving calls", address=address)


async def serve_calls(  # noqa: PLR0913
    ending: asyncio.Event,
    calls: Calls,
    serving: Serving,
    *,
    port: int,
    patience: float,
    tell: Callable[[str], None] = _tell,
) -> None:
    """
    Answers until the event comes, then lets the calls under way finish: so many seconds. The
    cluster is told by gRPC's own protocol: of no service in particular that the process serves, of
    "ready" that it wants calls.
    """
    servicer = health.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(servicer, calls)
    taken = calls.add_insecure_port(f"[::]:{port}")
    await calls.start()
    tell(f"[::]:{taken}")
    telling = asyncio.create_task(_tell_readiness(servicer, serving))
    await ending.wait()
    telling.cancel()
    serving.ready = False
    await servicer.set("ready", HealthCheckResponse.NOT_SERVING)
    log.info("draining calls", timeout_ms=round(patience * 1000))
    begun = time.monotonic()
    # Once, since the library does not bear to be told again while it ends.
    await calls.stop(patience)
    if time.monotonic() - begun >= patience:
        raise RuntimeError(f"calls were still running after {patience:g} s")


async def _tell_readiness(servicer: health.HealthServicer, serving: Serving) -> None:
    while True:
        ready = serving.is_ready()
        status = HealthCheckResponse.SERVING if ready else HealthCheckResponse.NOT_SERVING
        await servicer.set("ready", status)
        await asyncio.sleep(0.5)
