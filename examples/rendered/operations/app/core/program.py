"""How every program of the service begins and ends."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable

import structlog
from structlog.typing import FilteringBoundLogger

from app.core.config import Config, Program, UnusableEnvironmentError, from_environment
from app.core.tracing import FewComplaints, add_trace, start_tracing

SERVICE = "sample-app"
VERSION = os.environ.get("APP_VERSION", "dev")
"""Set by the build."""

type Run = Callable[[asyncio.Event, Config], Awaitable[None]]
"""What a program does until it has ended by itself or the event tells it to."""

# An environment that cannot be used is not mended by starting again.
_FAILED = 1
_MISUSED = 2

_LAST_SPANS = 3.0
"""How many seconds the collector may take to hear the last of a program that has ended."""

log: FilteringBoundLogger = structlog.get_logger()


def main(program: Program, run: Run) -> None:
    try:
        config = from_environment(os.environ, program)
    except UnusableEnvironmentError as error:
        print(error, file=sys.stderr)
        sys.exit(_MISUSED)
    _log_as_json(config.log_level)
    flush = start_tracing(os.environ, SERVICE, VERSION)
    code = 0
    try:
        asyncio.run(_until_told(run, config))
    except Exception:
        log.exception("stopped")
        code = _FAILED
    if not flush(_LAST_SPANS):
        log.warning("the last spans were not told")
    sys.exit(code)


async def _until_told(run: Run, config: Config) -> None:
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    await run(ending, config)


def _log_as_json(level: str) -> None:
    """One line of JSON each, those of libraries, too."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", key="time"),
        _add_service,
        add_trace,
        structlog.processors.format_exc_info,
        _as_others_do,
        structlog.processors.EventRenamer("msg"),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    handler.addFilter(FewComplaints())
    # What libraries say of each step is their own business.
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _add_service(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    return {"service": SERVICE, "version": VERSION, **event}


def _as_others_do(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Levels as LOG_LEVEL has them, and why under one name: as services in other languages do."""
    event["level"] = {"warning": "warn", "critical": "error"}.get(event["level"], event["level"])
    if "exception" in event:
        event["error"] = event.pop("exception")
    return event
