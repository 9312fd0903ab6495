{%- if queues.redis -%}
import asyncio
import os
import time
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

import pytest

from app.core.config import Program, from_environment
from app.needs.needs import open_needs
from app.needs.redis import Cache
from app.work.redis import RedisQueue, message_of, redis_queue
from app.work.work import Message


def test_a_message_says_how_often_it_was_tried() -> None:
    assert message_of(b"again/3/a/b/c\n") == Message("a", "b/c\n", 3)
    for text in ("hello", "again/and/a/b", "again/3/nobody", ""):
        message = message_of(text.encode())
        assert (message.body, message.attempt) == (text, 1)
        assert message.id


@asynccontextmanager
async def a_list() -> AsyncIterator[tuple[Cache, str]]:
    """On the server that the environment names."""
    name = f"test-{uuid.uuid4()}"
    async with open_needs(from_environment(os.environ, Program(queue=True))) as needs:
        yield needs.redis, name
        await needs.redis.delete(f"{name}-dead", f"{name}-readers")


async def received(queue: RedisQueue, seconds: float = 20) -> Message | None:
    ending = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, ending.set)
    return await queue.receive(ending)


async def leaves_what_is_worked_on() -> None:
    async with (
        a_list() as (client, name),
        redis_queue(client, name, f"{name}-dead", lease=1) as first,
        redis_queue(client, name, f"{name}-dead", lease=1) as second,
    ):
        await client.lpush(name, "left")
        message = await received(first)
        assert message
        assert await received(second, seconds=3) is None
        await first.close()
        again = await received(second)
        assert again
        assert again.body == "left"
        # The first one was only slow: the message is no longer its own.
        await first.retry(message, 0)
        await second.done(again)
        assert await client.exists(name, f"{name}-retry") == 0


async def takes_up_what_a_reader_left_that_died() -> None:
    async with a_list() as (client, name), redis_queue(client, name, f"{name}-dead") as queue:
        await client.lpush(f"{name}-taken-nobody", "left")
        await client.zadd(f"{name}-readers", {"nobody": int(time.time() * 1000) + 1000})
        message = await received(queue)
        assert message
        assert message.body == "left"
        await queue.done(message)


async def buries_a_message_as_it_was_put_in() -> None:
    async with a_list() as (client, name), redis_queue(client, name, f"{name}-dead") as queue:
        await client.lpush(name, "again/5/a/useless")
        message = await received(queue)
        assert message
        assert message.attempt == 5
        await queue.bury(message, ValueError("for a test"))
        assert await client.lrange(f"{name}-dead", 0, -1) == [b"useless"]


if os.environ.get("TEST_NEEDS"):

    @pytest.mark.parametrize(
        "test",
        [
            leaves_what_is_worked_on,
            takes_up_what_a_reader_left_that_died,
            buries_a_message_as_it_was_put_in,
        ],
    )
    def test_with_the_server(test: Callable[[], Coroutine[object, object, None]]) -> None:
        asyncio.run(test())
{%- endif %}
