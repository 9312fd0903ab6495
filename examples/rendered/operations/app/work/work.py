"""Takes messages one after the other, and never loses one."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from opentelemetry import trace
from prometheus_client import CollectorRegistry, Counter, Histogram

from app.core.program import log
from app.core.tracing import Attributes, part_of_trace

ATTEMPTS = 5
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Message:
    """A piece of work that waits."""

    id: str
    body: str
    attempt: int
    """Counts from 1."""
    headers: dict[str, str] = field(default_factory=dict)
    """What its sender said of it, such as the trace that it belongs to."""


class Queue(Protocol):
    """
    Hands out messages. One that is neither done, nor put back, nor buried, because the process died
    over it, is handed out again by the queue itself.
    """

    async def receive(self, ending: asyncio.Event) -> Message | None:
        """Waits for a message; nothing once the event has come."""

    async def done(self, message: Message) -> None: ...

    async def retry(self, message: Message, after: float) -> None: ...

    async def bury(self, message: Message, reason: Exception) -> None:
        """Puts a message where a person looks at it."""


class UselessError(Exception):
    """What no further attempt would mend."""


type Handle = Callable[[Message], Awaitable[None]]
type Wait = Callable[[float, asyncio.Event], Awaitable[None]]
type Result = Literal["done", "retried", "buried"]


async def pause(seconds: float, ending: asyncio.Event) -> None:
    """Waits for so many seconds, or until the event comes."""
    try:
        async with asyncio.timeout(seconds):
            await ending.wait()
    except TimeoutError:
        pass


class Worker:
    def __init__(
        self, queue: Queue, handle: Handle, registry: CollectorRegistry, wait: Wait = pause
    ) -> None:
        self._queue = queue
        self._handle = handle
        self._wait = wait
        self._messages = Counter(
            "messages_total", "Messages worked on.", ("result",), registry=registry
        )
        # At nought from the start: in a counter that is first heard of with its first count nobody
        # sees a rise.
        self._messages.labels("buried")
        self._durations = Histogram(
            "message_duration_seconds", "How long it took.", ("result",), registry=registry
        )

    async def work(self, ending: asyncio.Event) -> None:
        """
        Until it is told to end: the message under way is finished, and said to be. A queue that is
        away is asked again, less and less often: to end and be started anew would mend nothing, and
        readiness tells it meanwhile.
        """
        failures = 0
        while not ending.is_set():
            try:
                message = await self._queue.receive(ending)
            except Exception as error:
                failures += 1
                log.warning("the queue does not answer", failures=failures, error=repr(error))
                await self._wait(back_off(failures), ending)
                continue
            failures = 0
            if message:
                await self._go_on_with(message)

    async def _go_on_with(self, message: Message) -> None:
        """As part of the trace of who sent it."""
        attributes: Attributes = {"messaging.message.id": message.id, "attempt": message.attempt}
        kind = trace.SpanKind.CONSUMER
        with part_of_trace("process message", kind, message.headers, attributes) as span:
            failure = await self._work_on(message)
            if failure:
                span.set_status(trace.StatusCode.ERROR, repr(failure))

    async def _work_on(self, message: Message) -> Exception | None:
        """Tells why, where the message was not done."""
        start = time.perf_counter()
        reason: Exception | None = None
        try:
            await self._handle(message)
        except Exception as error:
            reason = error
        result = _result(message, reason)
        # Where the queue does not hear it, it hands the message out again: twice, and never lost.
        try:
            await self._settle(message, result, reason)
        except Exception as error:
            reason = reason or error
        seconds = time.perf_counter() - start
        self._messages.labels(result).inc()
        self._durations.labels(result).observe(seconds)
        said: dict[str, object] = {
            "id": message.id,
            "attempt": message.attempt,
            "result": result,
            "duration_ms": round(seconds * 1000),
        }
        if reason is None:
            log.info("message", **said)
        else:
            tell = log.error if result == "buried" else log.warning
            tell("message", **said, exc_info=reason)
        return reason

    async def _settle(self, message: Message, result: Result, reason: Exception | None) -> None:
        if reason is None:
            await self._queue.done(message)
        elif result == "buried":
            await self._queue.bury(message, reason)
        else:
            await self._queue.retry(message, back_off(message.attempt))


def _result(message: Message, reason: Exception | None) -> Result:
    if reason is None:
        return "done"
    if isinstance(reason, UselessError) or message.attempt >= ATTEMPTS:
        return "buried"
    return "retried"


def back_off(attempt: int) -> float:
    """Doubles from attempt to attempt."""
    return float(min(_FIRST_WAIT * 2 ** (attempt - 1), _LONGEST_WAIT))
