import asyncio

import pytest
from opentelemetry.propagate import inject
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from app.work.every import Every
from app.work.handle import Handler
from app.work.work import ATTEMPTS, Handle, Message, Worker, back_off


class Waiting:
    """A queue of what waits; it tells what was said of it, and ends the work when it is empty."""

    def __init__(self, *waiting: Message | Exception) -> None:
        self.waiting = list(waiting)
        self.said: list[str] = []

    async def receive(self, ending: asyncio.Event) -> Message | None:
        if not self.waiting:
            ending.set()
            return None
        following = self.waiting.pop(0)
        if isinstance(following, Exception):
            raise following
        return following

    async def done(self, message: Message) -> None:
        self.said.append(f"done {message.id}")

    async def retry(self, message: Message, after: float) -> None:
        self.said.append(f"retry {message.id} after {after:g}")

    async def bury(self, message: Message, reason: Exception) -> None:
        self.said.append(f"bury {message.id}")


def worked(queue: Waiting, how: Handle) -> list[float]:
    """Works off what waits, and tells how long it waited in between."""
    waits: list[float] = []

    async def wait(seconds: float, _ending: asyncio.Event) -> None:
        waits.append(seconds)

    asyncio.run(Worker(queue, how, CollectorRegistry(), wait).work(asyncio.Event()))
    return waits


class Nothing:
    async def put(self, name: str, message: str) -> None:
        pass


handle = Handler(Nothing())


async def fails(_message: Message) -> None:
    raise OSError("not now")


@pytest.mark.parametrize(
    ("message", "how", "said"),
    [
        pytest.param(Message("a", "x", 1), handle, "done a", id="it succeeds"),
        pytest.param(Message("a", "x", 1), fails, "retry a after 1", id="it fails"),
        pytest.param(Message("a", "x", 3), fails, "retry a after 4", id="it fails again"),
        pytest.param(Message("a", "x", ATTEMPTS), fails, "bury a", id="it fails too often"),
        pytest.param(Message("a", "", 1), handle, "bury a", id="it can never succeed"),
    ],
)
def test_what_becomes_of_a_message(message: Message, how: Handle, said: str) -> None:
    queue = Waiting(message)
    worked(queue, how)
    assert queue.said == [said]


def test_says_what_became_of_a_message_and_why() -> None:
    with capture_logs() as lines:
        worked(Waiting(Message("a", "x", 1), Message("a", "x", ATTEMPTS)), fails)
    said = [(line["log_level"], line["result"], str(line["exc_info"])) for line in lines]
    assert said == [("warning", "retried", "not now"), ("error", "buried", "not now")]


def test_asks_a_queue_that_is_away_again_later_and_later() -> None:
    away = OSError("away")
    queue = Waiting(away, away, away, Message("a", "x", 1))
    assert worked(queue, handle) == [1, 2, 4]
    assert queue.said == ["done a"]
    assert back_off(20) == 60


def test_goes_on_with_the_trace_of_who_sent_the_message() -> None:
    sent = {"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
    carried: dict[str, str] = {}

    async def handle(_message: Message) -> None:
        inject(carried)

    worked(Waiting(Message("a", "x", 1, sent)), handle)
    assert carried == sent


def test_hands_out_the_time_until_it_is_told_to_end() -> None:
    async def wait(_seconds: float, _ending: asyncio.Event) -> None:
        return None

    async def received(told: bool) -> Message | None:
        ending = asyncio.Event()
        if told:
            ending.set()
        return await Every(60, wait).receive(ending)

    first = asyncio.run(received(told=False))
    assert first is not None
    assert first.attempt == 1
    assert asyncio.run(received(told=True)) is None
