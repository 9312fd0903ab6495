import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry import trace

from app.core.tracing import (
    FewComplaints,
    add_trace,
    flush,
    is_wanted,
    part_of_trace,
    provider_of,
    start_tracing,
)

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CALLER = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}


class Collector(ThreadingHTTPServer):
    """Takes what it is told, and answers when it may."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.told: list[tuple[str, bytes]] = []
        self.may_answer = threading.Event()


class _Answer(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.told.append((self.path, body))
        self.server.may_answer.wait()
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def collecting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    with Collector() as collector:
        threading.Thread(target=collector.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{collector.server_port}"
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "place=test")
        yield collector
        collector.may_answer.set()
        collector.shutdown()


def test_hands_the_last_spans_to_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    with collecting(monkeypatch) as collector:
        collector.may_answer.set()
        provider = provider_of("orders", "1.2.3")
        with provider.get_tracer("test").start_as_current_span("greet") as span:
            line = add_trace(None, "info", {})
        assert flush(provider, 10)
    context = span.get_span_context()
    ((path, body),) = collector.told
    assert path == "/v1/traces"
    for piece in (context.trace_id.to_bytes(16), b"greet", b"orders", b"1.2.3", b"place"):
        assert piece in body
    assert line == {
        "trace_id": trace.format_trace_id(context.trace_id),
        "span_id": trace.format_span_id(context.span_id),
    }


def test_waits_no_longer_for_a_collector_that_hangs_than_it_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with collecting(monkeypatch):
        provider = provider_of("orders", "1.2.3")
        provider.get_tracer("test").start_span("greet").end()
        assert not flush(provider, 0.01)


@pytest.mark.parametrize(
    ("env", "wanted"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://collector:4318/v1/traces"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_SDK_DISABLED": "true"}, False),
    ],
)
def test_tells_a_collector_where_one_is_named(env: dict[str, str], wanted: bool) -> None:
    assert is_wanted(env) == wanted


def test_still_tells_the_trace_of_the_caller_without_a_collector() -> None:
    assert start_tracing({}, "orders", "1.2.3")(0)
    with part_of_trace("greet", trace.SpanKind.SERVER, CALLER, {}) as span:
        assert add_trace(None, "info", {}) == {"trace_id": TRACE}
        assert not span.is_recording()
    assert add_trace(None, "info", {}) == {}


def test_complains_once_a_minute_at_most() -> None:
    times = iter((60.0, 61.0, 119.0, 120.0))
    few = FewComplaints(lambda: next(times))
    away = logging.makeLogRecord({"name": "opentelemetry.exporter"})
    assert [few.filter(away) for _ in range(4)] == [True, False, False, True]
    assert few.filter(logging.makeLogRecord({"name": "other"}))
