import asyncio
from datetime import UTC, datetime

import pytest

from app.task.task import Report, StoppedError, do_work


def worked(hour: int, told: bool = False) -> Report:
    async def run() -> Report:
        ending = asyncio.Event()
        if told:
            ending.set()
        return await do_work(ending, datetime(2026, 11, 21, hour, tzinfo=UTC))

    return asyncio.run(run())


def test_does_the_same_work_on_the_same_day() -> None:
    assert worked(3) == worked(23) == Report(day="2026-11-21", items=3)


def test_stops_between_two_items() -> None:
    with pytest.raises(StoppedError, match="after 0 items"):
        worked(3, told=True)
