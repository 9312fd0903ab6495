"""Hands out the time, again and again: for work that nobody asks for."""

import asyncio
from datetime import UTC, datetime

from app.work.work import Message, Wait, pause


class Every:
    """One that fails is tried again by itself, since the next comes anyway."""

    def __init__(self, seconds: float, wait: Wait = pause) -> None:
        self._seconds = seconds
        self._wait = wait

    async def receive(self, ending: asyncio.Event) -> Message | None:
        await self._wait(self._seconds, ending)
        now = datetime.now(UTC).isoformat()
        return None if ending.is_set() else Message(id=now, body=now, attempt=1)

    async def done(self, message: Message) -> None:
        pass

    async def retry(self, message: Message, after: float) -> None:
        pass

    async def bury(self, message: Message, reason: Exception) -> None:
        pass
