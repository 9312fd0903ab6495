"""Ends with 0 when the work is done, with 1 when it makes sense to try again, and with 2 when its
environment cannot be used."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime

from opentelemetry import trace

from app.core.config import Config, Program
from app.core.program import SERVICE, log, main
from app.greetings.greetings import Greetings
from app.needs.migrate import migrate
from app.needs.needs import open_needs
from app.task.task import do_work


async def run(ending: asyncio.Event, config: Config) -> None:
    with trace.get_tracer(SERVICE).start_as_current_span("cleanup"):
        await work(ending, config)


async def work(ending: asyncio.Event, config: Config) -> None:
    async with open_needs(config) as needs:
        async with needs.postgres.connection() as connection:
            await migrate(connection)
        report = await do_work(ending, datetime.now(UTC), Greetings(needs.postgres))
        log.info("done", **asdict(report))


if __name__ == "__main__":
    main(Program(), run)
