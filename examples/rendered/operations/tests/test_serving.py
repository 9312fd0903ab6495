import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.core.serving import Serving, serve_until


@asynccontextmanager
async def serving_on_loopback(
    serving: Serving, patience: float, ended: Callable[[asyncio.Task[None]], Awaitable[None]]
) -> AsyncIterator[tuple[httpx2.AsyncClient, asyncio.Event]]:
    """A server on a free port, a client of it, and the event that ends it."""
    addresses: asyncio.Queue[str] = asyncio.Queue()
    ending = asyncio.Event()

    task = asyncio.create_task(
        serve_until(ending, serving, port=0, patience=patience, tell=addresses.put_nowait)
    )
    try:
        port = (await addresses.get()).rsplit(":", 1)[1]
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            yield client, ending
    finally:
        ending.set()
        await ended(task)


async def well(task: asyncio.Task[None]) -> None:
    await task


async def answers() -> None:
    serving = Serving({})
    async with serving_on_loopback(serving, 10, well) as (client, _):
        for path in ("/healthz", "/readyz", "/metrics"):
            assert (await client.get(path)).status_code == 200
        assert (await client.get("/version")).json()["service"] == "sample-app"
        for header in ("x-forwarded-for", "forwarded"):
            for path, code in {"/healthz": 200, "/readyz": 404, "/metrics": 404}.items():
                passed_on = await client.get(path, headers={header: "192.0.2.1"})
                assert passed_on.status_code == code
        serving.ready = False
        assert (await client.get("/readyz")).status_code == 503


def test_answers_probes_metrics_and_the_version() -> None:
    asyncio.run(answers())


async def drains() -> str:
    serving = Serving({})
    entered, ended = asyncio.Event(), asyncio.Event()

    @serving.app.get("/slow")
    async def slow() -> str:
        entered.set()
        await ended.wait()
        return "done"

    async with serving_on_loopback(serving, 10, well) as (client, ending):
        answer = asyncio.create_task(client.get("/slow"))
        await entered.wait()
        ending.set()
        await asyncio.sleep(0)
        ended.set()
        return str((await answer).json())


def test_answers_what_is_under_way_after_the_end() -> None:
    assert asyncio.run(drains()) == "done"


async def gives_up() -> None:
    serving = Serving({})
    entered = asyncio.Event()

    @serving.app.get("/endless")
    async def endless() -> None:
        entered.set()
        await asyncio.Event().wait()

    async def late(task: asyncio.Task[None]) -> None:
        with pytest.raises(RuntimeError, match=r"still running after 0\.01 s"):
            await task

    async with serving_on_loopback(serving, 0.01, late) as (client, _):
        answer = asyncio.create_task(client.get("/endless"))
        await entered.wait()
        answer.cancel()


def test_says_so_when_something_took_too_long() -> None:
    asyncio.run(gives_up())


def test_tells_how_each_need_is() -> None:
    states = {"database": "ok", "queue": "away"}
    serving = Serving(states)
    serving.ready = True
    client = TestClient(serving.app)
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").json() == {"ready": False, "needs": states}
    states["queue"] = "ok"
    assert client.get("/readyz").status_code == 200
