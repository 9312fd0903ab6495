{%- if queues.any -%}
import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
{%- if queues.rabbitmq %}
from aio_pika import Message as Outgoing
{%- endif %}
{%- if queues.kafka %}
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
{%- endif %}

from app.core.config import Config, Program, from_environment
from app.needs.needs import Needs, open_needs
{%- if queues.kafka %}
from app.work.kafka import kafka_queue
{%- endif %}
{%- if queues.rabbitmq %}
from app.work.rabbitmq import rabbitmq_queue
{%- endif %}
{%- if queues.redis %}
from app.work.redis import redis_queue
{%- endif %}
{%- if queues.sqs %}
from app.work.sqs import SqsQueue
{%- endif %}
from app.work.work import Message, Queue

type Put = Callable[[str], Awaitable[object]]
type Opened = Callable[[Needs, Config], AbstractAsyncContextManager[tuple[Queue, Put]]]
{%- if queues.kafka %}


@asynccontextmanager
async def kafka(needs: Needs, config: Config) -> AsyncIterator[tuple[Queue, Put]]:
    topic = f"test-{uuid.uuid4()}"
    dead = f"{topic}-dead"
    topics = [topic, dead]
    admin = AIOKafkaAdminClient(bootstrap_servers=config.kafka_brokers)
    await admin.start()
    await admin.create_topics([NewTopic(name, 1, 1) for name in topics])
    producer = await needs.kafka.producer()

    async def put(body: str) -> None:
        await producer.send_and_wait(topic, body.encode())

    try:
        async with kafka_queue(needs.kafka, topic, dead, group=topic) as queue:
            yield queue, put
    finally:
        await admin.delete_topics(topics)
        await admin.close()
{%- endif %}
{%- if queues.rabbitmq %}


@asynccontextmanager
async def rabbitmq(needs: Needs, _config: Config) -> AsyncIterator[tuple[Queue, Put]]:
    name = f"test-{uuid.uuid4()}"
    channel = await (await needs.rabbitmq.connection()).channel()
    await channel.declare_queue(name, durable=True)

    async def put(body: str) -> None:
        await channel.default_exchange.publish(Outgoing(body.encode()), routing_key=name)

    try:
        async with rabbitmq_queue(needs.rabbitmq, name, f"{name}-dead") as queue:
            yield queue, put
    finally:
        for suffix in ("", "-retry", "-dead"):
            await channel.queue_delete(name + suffix)
{%- endif %}
{%- if queues.redis %}


@asynccontextmanager
async def redis(needs: Needs, _config: Config) -> AsyncIterator[tuple[Queue, Put]]:
    name, client = f"test-{uuid.uuid4()}", needs.redis

    async def put(body: str) -> None:
        await client.lpush(name, body)

    try:
        async with redis_queue(client, name, f"{name}-dead") as queue:
            yield queue, put
    finally:
        await client.delete(f"{name}-dead", f"{name}-readers")
{%- endif %}
{%- if queues.sqs %}


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
{%- endif %}


KINDS: list[Opened] = [
{%- if queues.kafka %}
    kafka,
{%- endif %}
{%- if queues.rabbitmq %}
    rabbitmq,
{%- endif %}
{%- if queues.redis %}
    redis,
{%- endif %}
{%- if queues.sqs %}
    sqs,
{%- endif %}
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
{%- endif %}
