import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2_grpc
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from prometheus_client import generate_latest
from structlog.testing import capture_logs

from app.core.serving import Serving
from app.core.tracing import add_trace
from app.gen.greetings.v1.greetings_pb2 import GreetRequest, GreetResponse{% if needs.postgres %}, PutRequest{% endif %}
from app.gen.greetings.v1.greetings_pb2_grpc import (
    GreetingsServicer,
    GreetingsStub,
    add_GreetingsServicer_to_server,
)
from app.rpc.calls import create_calls, serve_calls
from app.rpc.greetings import Context, Greetings

{% if needs.postgres %}
class Memory:
    """Keeps greetings while a test runs."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    async def message(self, name: str) -> str | None:
        return self._kept.get(name)

    async def put(self, name: str, message: str) -> None:
        self._kept[name] = message


class Away:
    """A database that does not answer."""

    async def message(self, name: str) -> str | None:
        raise OSError("away")

    async def put(self, name: str, message: str) -> None:
        raise OSError("away")


def offered() -> Greetings:
    return Greetings(Memory())
{% else %}
def offered() -> Greetings:
    return Greetings()
{% endif %}

class Called:
    """A server that answers, and somebody who calls it."""

    def __init__(
        self,
        channel: grpc.aio.Channel,
        serving: Serving,
        end: Callable[[], None],
        ended: asyncio.Task[None],
    ) -> None:
        self.serving, self.ended = serving, ended
        self.greetings: Any = GreetingsStub(channel)
        self.health: Any = health_pb2_grpc.HealthStub(channel)
        self.end = end

    async def greeted(self, name: str, *headers: tuple[str, str]) -> str:
        """The answer, or the name of what the caller is told instead."""
        try:
            answer = await self.greetings.Greet(GreetRequest(name=name), metadata=headers)
        except grpc.aio.AioRpcError as error:
            return error.code().name
        return str(answer.message)


@asynccontextmanager
async def called(servicer: GreetingsServicer, patience: float = 10) -> AsyncIterator[Called]:
    addresses: asyncio.Queue[str] = asyncio.Queue()
    ending = asyncio.Event()
    serving = Serving({% if needs.any %}{}{% endif %})
    serving.ready = True
    calls = create_calls(serving.registry)
    add_GreetingsServicer_to_server(servicer, calls)
    task = asyncio.create_task(
        serve_calls(ending, calls, serving, port=0, patience=patience, tell=addresses.put_nowait)
    )
    port = (await addresses.get()).rsplit(":", 1)[1]
    async with grpc.aio.insecure_channel(f"localhost:{port}") as channel:
        yield Called(channel, serving, ending.set, task)
    ending.set()
    await asyncio.wait([task])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Ada", "Hello, Ada", id="greets by name"),
        pytest.param("Łukasz", "Hello, Łukasz", id="takes any alphabet"),
        pytest.param("", "INVALID_ARGUMENT", id="asks for a name"),
        pytest.param("x" * 101, "INVALID_ARGUMENT", id="refuses an endless one"),
    ],
)
def test_greets(name: str, expected: str) -> None:
    async def run() -> None:
        async with called(offered()) as server:
            assert await server.greeted(name) == expected

    asyncio.run(run())
{%- if needs.postgres %}


def test_keeps_a_greeting() -> None:
    async def run() -> None:
        async with called(offered()) as server:
            await server.greetings.Put(PutRequest(name="Eve", message="Good morning"))
            assert await server.greeted("Eve") == "Good morning"
            for wrong in ("", "x" * 101):
                with pytest.raises(grpc.aio.AioRpcError):
                    await server.greetings.Put(PutRequest(name="Eve", message=wrong))

    asyncio.run(run())


def test_a_database_that_is_away_is_no_fault_of_the_caller() -> None:
    async def run() -> None:
        async with called(Greetings(Away())) as server:
            assert await server.greeted("Ada") == "UNAVAILABLE"

    asyncio.run(run())
{%- endif %}


def test_tells_its_health_by_the_protocol() -> None:
    async def run() -> None:
        async with called(offered()) as server:
            for service in ("", "ready"):
                answer = await server.health.Check(HealthCheckRequest(service=service))
                assert answer.status == HealthCheckResponse.SERVING

    asyncio.run(run())


class Broken(GreetingsServicer):
    async def Greet(self, request: GreetRequest, context: Context) -> GreetResponse:  # noqa: N802
        raise ValueError("boom")


def test_counts_and_tells_calls_and_fails_each_alone() -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"

    async def run() -> None:
        async with called(offered()) as server:
            await server.greeted(
                "Ada",
                ("x-request-id", "abc-123"),
                ("traceparent", f"00-{trace}-00f067aa0ba902b7-01"),
            )
            await server.greeted("")
        # A call that was refused may be counted just behind its answer.
        page = generate_latest(server.serving.registry).decode()
        for code in ("OK", "InvalidArgument"):
            assert (
                f'grpc_code="{code}",grpc_method="Greet",'
                'grpc_service="greetings.v1.Greetings",grpc_type="unary"} 1.0'
            ) in page
        async with called(Broken()) as server:
            assert await server.greeted("Ada") == "INTERNAL"
            assert await server.greeted("Ada") == "INTERNAL"

    with capture_logs(processors=[add_trace]) as lines:
        asyncio.run(run())
    calls = [line for line in lines if line["event"] == "call"]
    assert calls[0]["trace_id"] == trace
    codes = [line["grpc_code"] for line in calls]
    assert codes == ["OK", "InvalidArgument", "Internal", "Internal"]


class Slow(GreetingsServicer):
    def __init__(self) -> None:
        self.entered, self.go_on = asyncio.Event(), asyncio.Event()

    async def Greet(self, request: GreetRequest, context: Context) -> GreetResponse:  # noqa: N802
        self.entered.set()
        await self.go_on.wait()
        return GreetResponse(message="done")


def test_answers_what_is_under_way_after_the_end() -> None:
    async def run() -> None:
        slow = Slow()
        async with called(slow) as server:
            answer = asyncio.create_task(server.greeted("Ada"))
            await slow.entered.wait()
            server.end()
            slow.go_on.set()
            assert await answer == "done"
            await server.ended

    asyncio.run(run())


def test_says_so_when_calls_took_too_long() -> None:
    async def run() -> None:
        slow = Slow()
        async with called(slow, patience=0.01) as server:
            answer = asyncio.create_task(server.greeted("Ada"))
            await slow.entered.wait()
            server.end()
            with pytest.raises(RuntimeError, match=r"still running after 0\.01 s"):
                await server.ended
            await answer

    asyncio.run(run())
