"""Passes on what is said in a room to everybody in it. Replace the rooms with your own."""

import asyncio
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Path, WebSocket, WebSocketDisconnect

from app.core.program import log
from app.live.bus import Bus, Said
{%- if needs.postgres %}
from app.live.words import Memory
{%- endif %}

# Why a guest is sent away, as the protocol numbers it.
_GOING_AWAY = 1001
_ONLY_TEXT = 1003
_TOO_SLOW = 1008
_TRY_AGAIN_LATER = 1013

# A guest who reads more slowly than others speak is sent away rather than remembered for ever.
_BACKLOG = 64
_PAUSE = 1.0
{%- if needs.postgres %}
# Nobody waits longer for what is kept.
_RECALLING = 2.0
{%- endif %}


class Guest:
    """Somebody whose connection is open."""

    def __init__(self, connection: WebSocket) -> None:
        self.connection = connection
        self.unheard: asyncio.Queue[str] = asyncio.Queue(_BACKLOG)
        self.sent_away = asyncio.Event()
        self.code = _GOING_AWAY

    def tell(self, text: str) -> None:
        try:
            self.unheard.put_nowait(text)
        except asyncio.QueueFull:
            self.send_away(_TOO_SLOW)

    def send_away(self, code: int) -> None:
        self.code = code
        self.sent_away.set()
{% if needs.postgres %}
    async def listen(self, before: list[str]) -> None:
        """
        What is said meanwhile waits; what is said in that very moment may come twice, and is never
        missed.
        """
        for text in before:
            await self.connection.send_text(text)
{%- else %}
    async def listen(self) -> None:
{%- endif %}
        while True:
            await self.connection.send_text(await self.unheard.get())


class Hub:
    """The guests of this replica, by their rooms."""

    def __init__(self, bus: Bus{% if needs.postgres %}, memory: Memory{% endif %}) -> None:
        self._bus = bus
{%- if needs.postgres %}
        self._memory = memory
{%- endif %}
        self._rooms: dict[str, set[Guest]] = {}
        self._closing = False
        self._empty = asyncio.Event()
        self._empty.set()

    def open(self) -> int:
        """How many guests are here: replicas are added by it."""
        return sum(map(len, self._rooms.values()))

    async def listen(self) -> None:
        """Hands on what is said on all replicas, until it is cancelled."""
        while True:
            try:
                await self._bus.listen(self._deliver)
            except Exception as error:
                log.warning("the bus was lost", error=repr(error))
            await asyncio.sleep(_PAUSE)

    async def join(self, connection: WebSocket, room: Annotated[str, Path(max_length=100)]) -> None:
        """
        Takes a guest into a room until the guest is gone, or is sent away. Only pages of the same
        host may; let in others where you know them.
        """
        origin, host = connection.headers.get("origin"), connection.headers.get("host")
        if origin and urlsplit(origin).netloc != host:
            await connection.close()
            return
        await connection.accept()
        guest = Guest(connection)
        self._rooms.setdefault(room, set()).add(guest)
        self._empty.clear()
        if self._closing:
            guest.send_away(_GOING_AWAY)
        tasks = [
            asyncio.create_task(self._hear(room, guest)),
            asyncio.create_task({% if needs.postgres %}self._tell(room, guest){% else %}guest.listen(){% endif %}),
            asyncio.create_task(guest.sent_away.wait()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            try:
                if guest.sent_away.is_set():
                    await connection.close(guest.code)
            except (RuntimeError, WebSocketDisconnect):
                # The guest was faster.
                log.debug("a guest left while being sent away")
            finally:
                self._forget(room, guest)

    async def close(self, patience: float) -> None:
        """Sends all guests away, who come back to another replica, and waits for them."""
        self._closing = True
        for guests in self._rooms.values():
            for guest in guests:
                guest.send_away(_GOING_AWAY)
        try:
            async with asyncio.timeout(patience):
                await self._empty.wait()
        except TimeoutError:
            log.warning("guests were still here", count=self.open())

    async def _hear(self, room: str, guest: Guest) -> None:
        try:
            while (heard := await guest.connection.receive())["type"] == "websocket.receive":
                text = heard.get("text")
                if text is None:
                    guest.send_away(_ONLY_TEXT)
                    return
                await self._bus.publish(Said(room, text))
{%- if needs.postgres %}
                await self._keep(Said(room, text))
{%- endif %}
        except Exception as error:
            log.warning("what was said was not passed on", error=repr(error))
            guest.send_away(_TRY_AGAIN_LATER)

{%- if needs.postgres %}

    async def _tell(self, room: str, guest: Guest) -> None:
        """Whoever comes in hears first what was said before, where anybody can tell."""
        last: list[str] = []
        try:
            async with asyncio.timeout(_RECALLING):
                last = await self._memory.last(room)
        except Exception as error:
            log.warning("what was said last is not known", error=repr(error))
        await guest.listen(last)

    async def _keep(self, said: Said) -> None:
        """Those who are here heard it in any case."""
        try:
            async with asyncio.timeout(_RECALLING):
                await self._memory.keep(said)
        except Exception as error:
            log.warning("what was said was not kept", error=repr(error))
{%- endif %}

    def _deliver(self, said: Said) -> None:
        for guest in self._rooms.get(said.room, ()):
            guest.tell(said.text)

    def _forget(self, room: str, guest: Guest) -> None:
        guests = self._rooms[room]
        guests.discard(guest)
        if not guests:
            del self._rooms[room]
        if not self._rooms:
            self._empty.set()
