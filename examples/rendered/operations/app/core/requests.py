"""What is told of every request: a line in the log, its part in the metrics and in a trace."""

import re
import time
import uuid

from opentelemetry import trace
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from app.core.program import log
from app.core.serving import OWN_PATHS, Serving
from app.core.tracing import part_of_trace

_LABELS = ("method", "route", "code")
_OUR_FAULT = 500


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
            request_id = _id_of(_headers(scope).get("x-request-id", ""))

            async def sending(message: Message) -> None:
                nonlocal code
                if message["type"] == "http.response.start":
                    code = message["status"]
                    message["headers"].append((b"x-request-id", request_id.encode("latin-1")))
                await send(message)

            method = scope.get("method", "GET")
            attributes = {"http.request.method": method, "url.path": scope["path"]}
            with (
                part_of_trace(method, trace.SpanKind.SERVER, _headers(scope), attributes),
                bound_contextvars(request_id=request_id),
            ):
                try:
                    await self.app(scope, receive, sending)
                finally:
                    _tell(scope, code, time.perf_counter() - start)

    def _tell(scope: Scope, code: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        method = scope.get("method", "GET")
        labels = {"method": method, "route": route, "code": str(code)}
        requests.labels(**labels).inc()
        durations.labels(**labels).observe(seconds)
        said = {"method": method, "path": scope["path"], "code": code}
        log.info("request", **said, duration_ms=round(seconds * 1000))
        span = trace.get_current_span()
        # The name of its route, of which there are few.
        span.update_name(f"{method} {route}")
        span.set_attributes({"http.route": route, "http.response.status_code": code})
        if code >= _OUR_FAULT:
            span.set_status(trace.StatusCode.ERROR)

    serving.app.add_middleware(Observed)


def _id_of(header: str) -> str:
    """The caller's own, when it is a plain one."""
    return header if re.fullmatch(r"[A-Za-z0-9._-]{1,128}", header) else uuid.uuid4().hex


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
