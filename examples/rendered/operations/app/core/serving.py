"""What the cluster asks for: probes, metrics and the version. None of it is traffic."""

import asyncio
import platform
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    GCCollector,
    Info,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from app.core.program import SERVICE, VERSION, log
from app.needs.watch import OK

OWN_PATHS = frozenset({"/healthz", "/readyz", "/metrics", "/version"})


async def _inside(request: Request) -> None:
    """
    Hides from those outside what measures tell, and where readiness looks for what it needs: a
    gateway or an ingress says for whom it asks, and the cluster asks for nobody.
    """
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        raise HTTPException(404)


class Serving:
    """An application with what the cluster asks for, and what it tells."""

    def __init__(self, states: Mapping[str, str]) -> None:
        self.app = FastAPI(title=SERVICE, version=VERSION)
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        build = Info("build", "The version that runs.", registry=self.registry)
        build.info({"version": VERSION})
        inside = [Depends(_inside)]
        self.ready = False
        """Whether requests should be routed here."""

        @self.app.get("/healthz", include_in_schema=False)
        async def health() -> PlainTextResponse:
            return PlainTextResponse("ok\n")

        @self.app.get("/readyz", include_in_schema=False, dependencies=inside)
        async def readiness() -> JSONResponse:
            # A new version that cannot reach what it needs takes no traffic from the one before.
            ready = self.ready and all(state == OK for state in states.values())
            body = {"ready": ready, "needs": dict(states)}
            return JSONResponse(body, status_code=200 if ready else 503)

        @self.app.get("/metrics", include_in_schema=False, dependencies=inside)
        async def metrics() -> Response:
            return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

        @self.app.get("/version", include_in_schema=False)
        async def version() -> dict[str, str]:
            return {
                "service": SERVICE,
                "version": VERSION,
                "python": platform.python_version(),
            }


def _tell(address: str) -> None:
    log.info("serving", address=address)


async def serve_until(
    ending: asyncio.Event,
    serving: Serving,
    *,
    port: int,
    patience: float,
    tell: Callable[[str], None] = _tell,
) -> None:
    """Answers until the event comes, then lets the requests under way finish: so many seconds."""
    listening = _listen(port)

    def started() -> None:
        serving.ready = True
        host, number, *_ = listening.getsockname()
        tell(f"{host}:{number}")

    settings = uvicorn.Config(
        serving.app, log_config=None, access_log=False, server_header=False, lifespan="off"
    )
    server = _Server(settings, started)
    served = asyncio.create_task(server.serve(sockets=[listening]))
    told = asyncio.create_task(ending.wait())
    try:
        await asyncio.wait({served, told}, return_when=asyncio.FIRST_COMPLETED)
        serving.ready = False
        log.info("draining", timeout_ms=round(patience * 1000))
        server.should_exit = True
        async with asyncio.timeout(patience):
            await asyncio.shield(served)
    except TimeoutError:
        raise RuntimeError(f"requests were still running after {patience:g} s") from None
    finally:
        told.cancel()
        served.cancel()
        listening.close()


class _Server(uvicorn.Server):
    """Tells when it listens, and leaves signals to the program."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._started()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listen(port: int) -> socket.socket:
    """On all addresses that there are, of IPv6 as well as of IPv4."""
    if socket.has_dualstack_ipv6():
        return socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True)
    return socket.create_server(("", port))
