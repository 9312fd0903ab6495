"""
Tells a collector what the service does, where the environment names one by OpenTelemetry's own
variables: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES,
OTEL_TRACES_SAMPLER and the rest.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.propagate import extract
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from structlog.typing import EventDict

type Attributes = Mapping[str, str | int]
type Flush = Callable[[float], bool]
"""Hands the last spans over, for so many seconds; whether the collector took them in time."""


def start_tracing(env: Mapping[str, str], service: str, version: str) -> Flush:
    """Without a collector there is nothing to do, and the log still tells the caller's trace."""
    if not is_wanted(env):
        return lambda _patience: True
    provider = provider_of(service, version)
    trace.set_tracer_provider(provider)
    return partial(flush, provider)


def is_wanted(env: Mapping[str, str]) -> bool:
    names = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    return env.get("OTEL_SDK_DISABLED") != "true" and any(env.get(name) for name in names)


def provider_of(service: str, version: str) -> TracerProvider:
    """Sends in the background. All else the library reads from the environment."""
    about = Resource.create({"service.name": service, "service.version": version})
    # Last, since the environment knows better.
    about = about.merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=about, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def flush(provider: TracerProvider, patience: float) -> bool:
    """The library waits for its exporter, however long that takes; the program does not."""
    last = threading.Thread(target=provider.shutdown, daemon=True)
    last.start()
    last.join(patience)
    return not last.is_alive()


@contextmanager
def part_of_trace(
    name: str,
    kind: trace.SpanKind,
    caller: Mapping[str, str],
    attributes: Attributes,
) -> Iterator[trace.Span]:
    """A span that goes on with the trace that a caller's headers tell."""
    tracer = trace.get_tracer("app")
    span = tracer.start_span(name, context=extract(caller), kind=kind, attributes=attributes)
    with trace.use_span(
        span, end_on_exit=True, record_exception=False, set_status_on_exception=False
    ):
        yield span


def add_trace(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Which trace and which span a line of the log belongs to."""
    span = trace.get_current_span().get_span_context()
    if not span.is_valid:
        return event
    ids = {"trace_id": trace.format_trace_id(span.trace_id)}
    # The caller's span is none of ours.
    if not span.is_remote:
        ids["span_id"] = trace.format_span_id(span.span_id)
    return {**event, **ids}


class FewComplaints(logging.Filter):
    """Once a minute at most: a collector that is away fails again and again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._quiet_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        # What is said while spans are sent is said in the exporter's own threads.
        if not record.name.startswith(("opentelemetry", "urllib3")):
            return True
        now = self._clock()
        if now < self._quiet_until:
            return False
        self._quiet_until = now + 60
        return True
