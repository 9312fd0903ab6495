import asyncio
from collections.abc import Mapping

from app.needs.watch import OK, Check, watched


async def until(states: Mapping[str, str], state: str) -> None:
    while states["store"] != state:
        await asyncio.sleep(0.001)


def test_asks_again_and_again() -> None:
    there = False

    async def check() -> None:
        if not there:
            raise OSError("away")

    async def watch() -> None:
        nonlocal there
        async with watched({"store": check}, interval=0.001) as states:
            assert states["store"] != OK
            await until(states, "away")
            there = True
            await until(states, OK)

    asyncio.run(watch())


def test_does_not_wait_for_one_that_says_nothing() -> None:
    async def silent() -> None:
        await asyncio.Event().wait()

    async def watch(check: Check) -> None:
        async with watched({"store": check}, patience=0.001) as states:
            await until(states, "no answer within 0.001 s")

    asyncio.run(watch(silent))
