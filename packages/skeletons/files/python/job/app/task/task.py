"""The work of a day."""

import asyncio
from dataclasses import dataclass
from datetime import datetime


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


async def do_work(ending: asyncio.Event, now: datetime) -> Report:
    """
    Does the work item by item, and stops between two of them when it is told to end. Replace it
    with your own.
    """
    items = 0
    for _ in range(3):
        # Lets a signal in.
        await asyncio.sleep(0)
        if ending.is_set():
            raise StoppedError(f"after {items} items")
        items += 1
    return Report(day=now.date().isoformat(), items=items)
