from fastapi.testclient import TestClient
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from app.core.requests import observe_requests
from app.core.serving import Serving
from app.core.tracing import add_trace

TRACE = "0af7651916cd43dd8448eb211c80319c"


def observed() -> tuple[Serving, TestClient]:
    serving = Serving({})
    observe_requests(serving)

    @serving.app.get("/things/{name}")
    async def thing(name: str) -> str:
        if name == "broken":
            raise ValueError(name)
        return name

    return serving, TestClient(serving.app, raise_server_exceptions=False)


def test_counts_by_route_and_leaves_probes_out() -> None:
    serving, client = observed()
    for path in ("/things/a", "/things/b", "/things/broken", "/nowhere", "/healthz"):
        client.get(path)
    count = serving.registry.get_sample_value
    route = {"method": "GET", "route": "/things/{name}"}
    assert count("http_requests_total", {**route, "code": "200"}) == 2
    assert count("http_requests_total", {**route, "code": "500"}) == 1
    none = {"method": "GET", "route": "none", "code": "404"}
    assert count("http_requests_total", none) == 1
    assert "healthz" not in client.get("/metrics").text


def test_logs_with_the_ids_by_which_a_request_is_found() -> None:
    _, client = observed()
    headers = {"x-request-id": "r-1", "traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
    with capture_logs(processors=[merge_contextvars, add_trace]) as lines:
        answer = client.get("/things/a", headers=headers)
    assert answer.headers["x-request-id"] == "r-1"
    (line,) = lines
    assert line["request_id"] == "r-1"
    assert line["trace_id"] == TRACE
    assert (line["path"], line["code"]) == ("/things/a", 200)


def test_tells_the_log_alone_why_a_request_failed() -> None:
    _, client = observed()
    with capture_logs(processors=[merge_contextvars]) as lines:
        answer = client.get("/things/broken", headers={"x-request-id": "r-2"})
    assert answer.json() == {"title": "Internal Server Error", "status": 500}
    assert answer.headers["x-request-id"] == "r-2"
    failed, told = lines
    assert (failed["log_level"], failed["request_id"], failed["exc_info"]) == ("error", "r-2", True)
    assert told["code"] == 500


def test_methods_that_nobody_knows_are_one_series() -> None:
    serving, client = observed()
    for method in ("BREW", "WHEN"):
        client.request(method, "/nowhere")
    other = {"method": "other", "route": "none", "code": "404"}
    assert serving.registry.get_sample_value("http_requests_total", other) == 2
