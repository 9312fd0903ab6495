"""The work of a day."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Report:
    """What was done."""

    day: str
    """
    Whose work it was. It may be done twice, after a failure or by hand, and the second time changes
    nothing: what is written is named by the day rather than by the time.
    """
    items: int


class StoppedError(Exception):
    """Told to end before the work was done."""


class Greetings(Protocol):
    async def tidy(self) -> int:
        """Tells how many were useless."""


async def do_work(ending: asyncio.Event, now: datetime, greetings: Greetings) -> Report:
    """Does the work of a day. It shows the style; replace it with your own."""
    if ending.is_set():
        raise StoppedError("before the work began")
    return Report(day=now.date().isoformat(), items=await greetings.tidy())
