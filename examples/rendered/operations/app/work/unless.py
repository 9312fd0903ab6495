"""Waits for something that may not come any more."""

import asyncio
from collections.abc import Coroutine


async def unless[T](ending: asyncio.Event, wanted: Coroutine[object, object, T]) -> T | None:
    """What is awaited; nothing once the event has come."""
    task, told = asyncio.create_task(wanted), asyncio.create_task(ending.wait())
    try:
        await asyncio.wait({task, told}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        told.cancel()
        task.cancel()
        await asyncio.gather(task, told, return_exceptions=True)
