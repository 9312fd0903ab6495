"""What is told of every request: a line in the log, and its part in the metrics."""

import re
import time
import uuid

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from app.core.program import log
from app.core.serving import OWN_PATHS, Serving

_LABELS = ("method", "route", "code")


def observe_requests(serving: Serving) -> None:
    """Counts requests by their route, so that the number of series is bounded."""
    requests = Counter(
        "http_requests_total", "Requests served.", _LABELS, registry=serving.registry
    )
    durations = Histogram(
        "http_request_duration_seconds", "How long it took.", _LABELS, registry=serving.registry
    )

    class Observed:
        def __init__(self, app: ASGIApp) -> None:
            self.app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["path"] in OWN_PATHS:
                await self.app(scope, receive, send)
                return
            start = time.perf_counter()
            # Nothing was sent where the application failed before it could.
            code = 500
            request_id = _header(scope, b"x-request-id") or uuid.uuid4().hex

            async def sending(message: Message) -> None:
                nonlocal code
                if message["type"] == "http.response.start":
                    code = message["status"]
                    message["headers"].append((b"x-request-id", request_id.encode("latin-1")))
                await send(message)

            with bound_contextvars(request_id=request_id, **_trace(scope)):
                try:
                    await self.app(scope, receive, sending)
                finally:
                    _tell(scope, code, time.perf_counter() - start)

    def _tell(scope: Scope, code: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        labels = {"method": scope.get("method", "GET"), "route": route, "code": str(code)}
        requests.labels(**labels).inc()
        durations.labels(**labels).observe(seconds)
        log.info("request", **labels, seconds=round(seconds, 6))

    serving.app.add_middleware(Observed)


def _header(scope: Scope, name: bytes) -> str | None:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), None)


def _trace(scope: Scope) -> dict[str, str]:
    """The id by which a trace is found, of a traceparent as W3C has it."""
    match = re.fullmatch(
        r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}", _header(scope, b"traceparent") or ""
    )
    return {"trace_id": match[1]} if match else {}
