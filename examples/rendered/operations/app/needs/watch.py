"""Asks all that the service needs, again and again, whether it answers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from app.core.program import log

OK = "ok"
"""The state of a need that answers."""

_INTERVAL = 5.0
_PATIENCE = 3.0

type Check = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Opened[T]:
    """The client of a need, and how it is asked whether it answers."""

    client: T
    check: Check


@asynccontextmanager
async def watched(
    checks: Mapping[str, Check], interval: float = _INTERVAL, patience: float = _PATIENCE
) -> AsyncIterator[Mapping[str, str]]:
    """Tells of each need that it answers, or why not."""
    states = dict.fromkeys(checks, "not asked yet")

    async def ask(name: str, check: Check) -> None:
        while True:
            state = await _state(check, patience)
            if states[name] != state:
                states[name] = state
                (log.info if state == OK else log.warning)("need", name=name, state=state)
            await asyncio.sleep(interval)

    watching = [asyncio.create_task(ask(name, check)) for name, check in checks.items()]
    try:
        yield states
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


async def _state(check: Check, patience: float) -> str:
    try:
        async with asyncio.timeout(patience):
            await check()
    except TimeoutError:
        return f"no answer within {patience:g} s"
    except Exception as error:
        return str(error) or repr(error)
    return OK
