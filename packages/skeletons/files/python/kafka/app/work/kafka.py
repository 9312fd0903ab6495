{%- if queues.kafka -%}
"""A topic of Kafka as a queue."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from app.needs.kafka import RETRY_MILLIS, Brokers, stop
from app.work.unless import unless
from app.work.work import Message, pause

# Brokers that are away are waited for so many seconds before a message counts as unheard.
_PATIENCE = 10.0


class KafkaQueue:
    """
    Its partitions are shared out among the pods of the group, and what was worked on is told
    message by message. A topic cannot take a message back, so one that is to be tried again is kept
    here and holds up those behind it in its partition: their order stays. What cannot be done goes
    to the topic for dead letters.
    """

    def __init__(self, brokers: Brokers, topic: str, dead: str, group: str) -> None:
        self._brokers = brokers
        self._topic = topic
        self._dead = dead
        self._group = group
        self._consumer: AIOKafkaConsumer | None = None
        self._current: ConsumerRecord | None = None
        self._attempt = 0

    async def receive(self, ending: asyncio.Event) -> Message | None:
        if self._current is None:
            self._current = await unless(ending, self._next())
            self._attempt = 0
        if self._current is None:
            return None
        self._attempt += 1
        record = self._current
        name = f"{record.topic}/{record.partition}/{record.offset}"
        headers = {key: _text(value) for key, value in record.headers}
        return Message(name, _text(record.value), self._attempt, headers)

    async def done(self, message: Message) -> None:
        record, self._current = self._current, None
        if record and self._consumer:
            place = TopicPartition(record.topic, record.partition)
            async with asyncio.timeout(_PATIENCE):
                await self._consumer.commit({place: record.offset + 1})

    async def retry(self, message: Message, after: float) -> None:
        await pause(after, asyncio.Event())

    async def bury(self, message: Message, reason: Exception) -> None:
        if self._current:
            async with asyncio.timeout(_PATIENCE):
                producer = await self._brokers.producer()
                await producer.send_and_wait(
                    self._dead,
                    value=self._current.value,
                    key=self._current.key,
                    # What its sender said of it, such as its trace, goes along.
                    headers=[*self._current.headers, ("reason", repr(reason).encode())],
                )
        await self.done(message)

    async def close(self) -> None:
        if self._consumer:
            await stop(self._consumer)

    async def _next(self) -> ConsumerRecord:
        if self._consumer is None:
            consumer = AIOKafkaConsumer(
                self._topic,
                bootstrap_servers=self._brokers.addresses,
                group_id=self._group,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                retry_backoff_ms=RETRY_MILLIS,
            )
            try:
                await consumer.start()
            except BaseException:
                await stop(consumer)
                raise
            self._consumer = consumer
        return await self._consumer.getone()


def _text(value: bytes | None) -> str:
    """A message may have no value at all, or one that is no text, and is one all the same."""
    return (value or b"").decode(errors="replace")


@asynccontextmanager
async def kafka_queue(
    brokers: Brokers, topic: str, dead: str, group: str
) -> AsyncIterator[KafkaQueue]:
    queue = KafkaQueue(brokers, topic, dead, group)
    try:
        yield queue
    finally:
        await queue.close()
{%- endif %}
