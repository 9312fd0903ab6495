import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from app.core.config import Config, Program, from_environment
from app.needs.needs import Needs, open_needs
from app.work.sqs import SqsQueue
from app.work.work import Message, Queue

type Put = Callable[[str], Awaitable[object]]
type Opened = Callable[[Needs, Config], AbstractAsyncContextManager[tuple[Queue, Put]]]


@asynccontextmanager
async def sqs(needs: Needs, _config: Config) -> AsyncIterator[tuple[Queue, Put]]:
    name, client = f"test-{uuid.uuid4()}", needs.sqs.client
    dead = f"{name}-dead"
    urls = [(await client.create_queue(QueueName=one))["QueueUrl"] for one in (name, dead)]

    async def put(body: str) -> None:
        await client.send_message(QueueUrl=urls[0], MessageBody=body)

    try:
        yield SqsQueue(needs.sqs, name, dead), put
    finally:
        for url in urls:
            await client.delete_queue(QueueUrl=url)


KINDS: list[Opened] = [
    sqs,
]


async def received(queue: Queue, seconds: float) -> Message | None:
    """Within so many seconds."""
    ending = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, ending.set)
    return await queue.receive(ending)


async def handed_out(queue: Queue) -> list[str]:
    """Does something with each message, until none came for two seconds."""
    got: list[str] = []
    while message := await received(queue, 20 if len(got) < 4 else 2):
        got.append(message.body)
        if message.body == "again" and message.attempt == 1:
            await queue.retry(message, 1)
        elif message.body == "useless":
            await queue.bury(message, ValueError("for a test"))
        else:
            await queue.done(message)
    return sorted(got)


async def tried(kind: Opened) -> list[str]:
    config = from_environment(os.environ, Program(queue=True))
    async with open_needs(config) as needs, kind(needs, config) as (queue, put):
        for body in ("again", "useless", "last"):
            await put(body)
        return await handed_out(queue)


# With the servers that the environment names, where it says that tests may use them: what is put in
# comes out, again when it was put back, and no more when it is done.
if os.environ.get("TEST_NEEDS"):

    @pytest.mark.parametrize("kind", KINDS)
    def test_keeps_the_promises_of_a_queue(kind: Opened) -> None:
        assert asyncio.run(tried(kind)) == ["again", "again", "last", "useless"]
