"""What is told of every call: a line in the log, its part in the metrics and in a trace."""

import re
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import grpc
from opentelemetry import trace
from prometheus_client import CollectorRegistry, Counter, Histogram
from structlog.contextvars import bound_contextvars

from app.core.program import log
from app.core.tracing import part_of_trace

# The names that dashboards for gRPC know.
_LABELS = ("grpc_type", "grpc_service", "grpc_method", "grpc_code")

_OUR_FAULT = {
    *("Unknown", "DeadlineExceeded", "Unimplemented", "Internal", "Unavailable", "DataLoss")
}

type Handler = grpc.RpcMethodHandler[Any, Any]
type Context = grpc.aio.ServicerContext[Any, Any]


class Observer(grpc.aio.ServerInterceptor):
    """Is there around every call. What is wrong with one fails that one alone."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._handled = Counter(
            "grpc_server_handled_total", "Calls answered.", _LABELS, registry=registry
        )
        self._durations = Histogram(
            "grpc_server_handling_seconds", "How long it took.", _LABELS, registry=registry
        )

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[Handler | None]],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> Handler | None:
        handler = await continuation(handler_call_details)
        # Of a call that nobody offers there is nothing to tell, and probes are no traffic.
        if not handler or handler_call_details.method.startswith("/grpc."):
            return handler
        _, service, method = handler_call_details.method.split("/")
        headers = dict(handler_call_details.invocation_metadata or ())

        def around(kind: str, context: Context) -> Any:
            return self._around(context, headers, (kind, service, method))

        def one(answer: Any, kind: str) -> Any:
            async def answered(asked: Any, context: Context) -> Any:
                async with around(kind, context):
                    return await answer(asked, context)

            return answered

        def many(answer: Any, kind: str) -> Any:
            async def answered(asked: Any, context: Context) -> AsyncIterator[Any]:
                async with around(kind, context):
                    async for item in answer(asked, context):
                        yield item

            return answered

        how = {
            "request_deserializer": handler.request_deserializer,
            "response_serializer": handler.response_serializer,
        }
        if handler.unary_unary:
            return grpc.unary_unary_rpc_method_handler(one(handler.unary_unary, "unary"), **how)
        if handler.stream_unary:
            return grpc.stream_unary_rpc_method_handler(one(handler.stream_unary, "stream"), **how)
        if handler.unary_stream:
            return grpc.unary_stream_rpc_method_handler(many(handler.unary_stream, "stream"), **how)
        return grpc.stream_stream_rpc_method_handler(many(handler.stream_stream, "stream"), **how)

    @asynccontextmanager
    async def _around(
        self, context: Context, headers: dict[str, Any], names: tuple[str, str, str]
    ) -> AsyncIterator[None]:
        start = time.perf_counter()
        request_id = str(headers.get("x-request-id", ""))
        if not re.fullmatch(r"[A-Za-z0-9._-]{1,128}", request_id):
            request_id = uuid.uuid4().hex
        await context.send_initial_metadata((("x-request-id", request_id),))
        code: Any = grpc.StatusCode.CANCELLED
        _, service, method = names
        attributes = {"rpc.system": "grpc", "rpc.service": service, "rpc.method": method}
        with (
            part_of_trace(f"{service}/{method}", trace.SpanKind.SERVER, headers, attributes),
            bound_contextvars(request_id=request_id),
        ):
            try:
                yield
                code = context.code() or grpc.StatusCode.OK
            except grpc.aio.AbortError:
                code = context.code()
                raise
            except Exception:
                code = grpc.StatusCode.INTERNAL
                log.exception("call failed")
                await context.abort(code, "internal error")
            finally:
                self._tell((*names, _name(code)), time.perf_counter() - start)

    def _tell(self, values: tuple[str, ...], seconds: float) -> None:
        self._handled.labels(*values).inc()
        self._durations.labels(*values).observe(seconds)
        said = dict(zip(_LABELS, values, strict=True))
        log.info("call", **said, duration_ms=round(seconds * 1000))
        *_, code = values
        if code in _OUR_FAULT:
            trace.get_current_span().set_status(trace.StatusCode.ERROR, code)


def _name(code: Any) -> str:
    """As other languages write it: InvalidArgument rather than INVALID_ARGUMENT."""
    name = next(one.name for one in grpc.StatusCode if code in (one, one.value[0]))
    return "OK" if name == "OK" else "".join(word.capitalize() for word in name.split("_"))
