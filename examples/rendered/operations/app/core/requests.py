"""What is told of every request: a line in the log, its part in the metrics and in a trace."""

import re
import time
import uuid

from opentelemetry import trace
from prometheus_client import Counter, Histogram
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from app.core.program import log
from app.core.serving import OWN_PATHS, Serving
from app.core.tracing import part_of_trace

_LABELS = ("method", "route", "code")
_OUR_FAULT = 500
# Anybody may send any method; only the known ones get a series of their own.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


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
            code, begun = 500, False
            request_id = _id_of(_headers(scope).get("x-request-id", ""))

            async def sending(message: Message) -> None:
                nonlocal code, begun
                if message["type"] == "http.response.start":
                    code, begun = message["status"], True
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
                except Exception:
                    # Said here, with the ids of the request; the caller hears nothing of it.
                    log.exception("request failed")
                    if begun or scope["type"] != "http":
                        raise
                    await _failed()(scope, receive, sending)
                finally:
                    _tell(scope, code, time.perf_counter() - start)

    def _tell(scope: Scope, code: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        method = scope.get("method", "GET")
        known = method if method in _METHODS else "other"
        labels = {"method": known, "route": route, "code": str(code)}
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


def _failed() -> JSONResponse:
    told = {"title": "Internal Server Error", "status": 500}
    return JSONResponse(told, 500, media_type="application/problem+json")


def _id_of(header: str) -> str:
    """The caller's own, when it is a plain one."""
    return header if re.fullmatch(r"[A-Za-z0-9._-]{1,128}", header) else uuid.uuid4().hex


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
