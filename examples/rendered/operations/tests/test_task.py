import asyncio
from datetime import UTC, datetime

import pytest

from app.task.task import Report, StoppedError, do_work


class Useless:
    """So many greetings say nothing."""

    def __init__(self, count: int) -> None:
        self._count = count

    async def tidy(self) -> int:
        count, self._count = self._count, 0
        return count


def worked(hour: int, greetings: Useless, told: bool = False) -> Report:
    async def run() -> Report:
        ending = asyncio.Event()
        if told:
            ending.set()
        return await do_work(ending, datetime(2026, 11, 21, hour, tzinfo=UTC), greetings)

    return asyncio.run(run())


def test_does_the_same_work_on_the_same_day() -> None:
    greetings = Useless(2)
    assert worked(3, greetings) == Report(day="2026-11-21", items=2)
    assert worked(23, greetings) == Report(day="2026-11-21", items=0)


def test_does_nothing_once_it_was_told_to_end() -> None:
    with pytest.raises(StoppedError, match="before the work began"):
        worked(3, Useless(1), told=True)
