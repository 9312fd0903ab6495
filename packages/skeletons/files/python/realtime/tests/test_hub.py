import asyncio
import contextlib
{%- if needs.redis or needs.postgres %}
import os
{%- endif %}
{%- if needs.postgres %}
import uuid
{%- endif %}
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

{% if needs.redis or needs.postgres -%}
from app.core.config import Program, from_environment
{% endif -%}
from app.core.requests import observe_requests
from app.core.serving import Serving, serve_until
from app.live.bus import Bus, Deliver, {% if not needs.redis %}LocalBus, {% endif %}Said
from app.live.hub import Hub
{%- if needs.redis %}
from app.live.redis import RedisBus
{%- endif %}
{%- if needs.postgres %}
from app.live.words import REMEMBERED, Memory, Words
from app.needs.migrate import migrate
{%- endif %}
{%- if needs.redis or needs.postgres %}
from app.needs.needs import open_needs
{%- endif %}


class Together:
    """A bus that several replicas share."""

    def __init__(self) -> None:
        self._replicas: list[Deliver] = []

    async def publish(self, said: Said) -> None:
        for deliver in self._replicas:
            deliver(said)

    async def listen(self, deliver: Deliver) -> None:
        self._replicas.append(deliver)
        await asyncio.Event().wait()


class Lost(Together):
    async def publish(self, said: Said) -> None:
        raise OSError("lost")


{% if needs.postgres -%}
class Heard:
    """Remembers what was said, where it is not away."""

    def __init__(self, *said: str, away: bool = False) -> None:
        self.said = list(said)
        self._away = away

    async def keep(self, said: Said) -> None:
        if self._away:
            raise OSError("away")
        self.said.append(said.text)

    async def last(self, room: str) -> list[str]:
        if self._away:
            raise OSError("away")
        return list(self.said)


{% endif -%}
class Replica:
    def __init__(self, hub: Hub, serving: Serving, address: str) -> None:
        self.hub = hub
        self.serving = serving
        self._address = address

    async def join(self, room: str, origin: str | None = None) -> ClientConnection:
        headers = {"origin": origin} if origin else {}
        address = f"ws://127.0.0.1:{self._address}/v1/rooms/{room}"
        return await connect(address, additional_headers=headers)


@asynccontextmanager
{% if needs.postgres -%}
async def replica(bus: Bus, memory: Memory | None = None) -> AsyncIterator[Replica]:
    """It is served on a free port; what it should remember is away where nobody says otherwise."""
    serving, hub = Serving({}), Hub(bus, memory or Heard(away=True))
{%- else -%}
async def replica(bus: Bus) -> AsyncIterator[Replica]:
    """It is served on a free port."""
    serving, hub = Serving({% if needs.any %}{}{% endif %}), Hub(bus)
{%- endif %}
    observe_requests(serving)
    serving.app.add_api_websocket_route("/v1/rooms/{room}", hub.join)
    addresses: asyncio.Queue[str] = asyncio.Queue()
    ending = asyncio.Event()
    listening = asyncio.create_task(hub.listen())
    served = asyncio.create_task(
        serve_until(ending, serving, port=0, patience=10, tell=addresses.put_nowait)
    )
    try:
        yield Replica(hub, serving, (await addresses.get()).rsplit(":", 1)[1])
    finally:
        await hub.close(10)
        ending.set()
        await served
        listening.cancel()


async def hears(listener: ClientConnection, speaker: ClientConnection) -> str:
    """What one says until the other hears it: who speaks before a replica listens is not heard."""
    heard = asyncio.create_task(listener.recv(decode=True))
    while not heard.done():
        await asyncio.wait({heard}, timeout=0.01)
        await speaker.send("hello")
    return heard.result()


async def passes_on(bus1: Bus, bus2: Bus) -> str:
    """Whether a room is one room on two replicas, once both listen to the bus."""
    async with replica(bus1) as one, replica(bus2) as other:
        ada, eve, stranger = [
            await one.join("lobby"),
            await other.join("lobby"),
            await other.join("other"),
        ]
        heard = await hears(eve, ada)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await stranger.recv()
        return heard


async def closed(guest: ClientConnection) -> int | None:
    with contextlib.suppress(ConnectionClosed):
        while True:
            await guest.recv()
    return guest.close_code


def test_a_room_is_one_room_on_all_replicas() -> None:
    async def together() -> str:
        bus = Together()
        return await passes_on(bus, bus)

    assert asyncio.run(together()) == "hello"


{% if needs.postgres -%}
def test_whoever_comes_in_hears_what_was_said_last() -> None:
    memory = Heard("one", "two")

    async def comes_in() -> list[str]:
        async with replica(Together(), memory) as here:
            guest = await here.join("lobby")
            before = [await guest.recv(decode=True), await guest.recv(decode=True)]
            return [*before, await hears(guest, guest)]

    assert asyncio.run(comes_in()) == ["one", "two", "hello"]
    assert memory.said[:3] == ["one", "two", "hello"]


# With the database that the environment names, where it says that tests may write there.
if os.environ.get("TEST_NEEDS"):

    def test_the_last_words_of_a_room_are_kept_in_the_database() -> None:
        room, said = f"test {uuid.uuid4()}", [str(number) for number in range(REMEMBERED + 2)]

        async def kept() -> tuple[list[str], list[str], int]:
            async with open_needs(from_environment(os.environ, Program())) as needs:
                words = Words(needs.postgres)
                async with needs.postgres.connection() as connection:
                    await migrate(connection)
                for text in said:
                    await words.keep(Said(room, text))
                found = await words.last(room), await words.last(f"{room} beside")
                async with needs.postgres.connection() as connection:
                    gone = await connection.execute("DELETE FROM words WHERE room = %s", [room])
                return *found, gone.rowcount

        assert asyncio.run(kept()) == (said[2:], [], REMEMBERED)


{% endif -%}
def test_guests_are_counted_and_sent_elsewhere_in_the_end() -> None:
    async def ends() -> int | None:
        async with replica(Together()) as here:
            guest = await here.join("lobby")
            while not here.hub.open():
                await asyncio.sleep(0.01)
            labels = {"method": "GET", "route": "/v1/rooms/{room}", "code": "101"}
            assert here.serving.registry.get_sample_value("http_requests_total", labels) == 1
            code = asyncio.create_task(closed(guest))
            await here.hub.close(10)
            assert here.hub.open() == 0
            return await code

    assert asyncio.run(ends()) == 1001


def test_whoever_is_not_passed_on_is_told() -> None:
    async def lost() -> int | None:
        async with replica(Lost()) as here:
            guest = await here.join("lobby")
            await guest.send("hello")
            return await closed(guest)

    assert asyncio.run(lost()) == 1013


def test_passes_on_text_alone() -> None:
    async def says_bytes() -> int | None:
        async with replica(Together()) as here:
            guest = await here.join("lobby")
            await guest.send(b"hello")
            return await closed(guest)

    assert asyncio.run(says_bytes()) == 1003


@pytest.mark.parametrize(
    ("room", "origin"), [("a" * 101, None), ("lobby", "https://elsewhere.example")]
)
def test_endless_names_and_pages_of_other_hosts_are_refused(room: str, origin: str | None) -> None:
    async def refused() -> None:
        async with replica(Together()) as here:
            await here.join(room, origin)

    with pytest.raises(InvalidStatus, match="403"):
        asyncio.run(refused())
{%- if needs.redis %}


# With the Redis that the environment names, where it says that tests may use it.
if os.environ.get("TEST_NEEDS"):

    def test_redis_reaches_all_replicas() -> None:
        async def redis() -> str:
            async with open_needs(from_environment(os.environ, Program())) as needs:
                return await passes_on(RedisBus(needs.redis), RedisBus(needs.redis))

        assert asyncio.run(redis()) == "hello"
{%- else %}


def test_a_local_bus_reaches_its_own_replica() -> None:
    async def local() -> str:
        async with replica(LocalBus()) as here:
            guest = await here.join("lobby")
            return await hears(guest, guest)

    assert asyncio.run(local()) == "hello"
{%- endif %}
