"""Ends with 0 when the work is done, with 1 when it makes sense to try again, and with 2 when its
environment cannot be used."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime

from app.core.config import Config
from app.core.program import log, main
from app.task.task import do_work


async def run(ending: asyncio.Event, _config: Config) -> None:
    log.info("done", **asdict(await do_work(ending, datetime.now(UTC))))


if __name__ == "__main__":
    main(None, run)
