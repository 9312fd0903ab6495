{%- if queues.rabbitmq -%}
"""A queue of RabbitMQ."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aio_pika import DeliveryMode
from aio_pika import Message as Outgoing
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, HeadersType

from app.needs.rabbitmq import Broker
from app.work.unless import unless
from app.work.work import Message

# A broker that is away is waited for so many seconds before a message counts as unheard.
_PATIENCE = 5.0


class RabbitmqQueue:
    """
    With two more beside it, all of which are made when they are not there: -retry keeps what waits
    for its next attempt, the one for dead letters what a person looks at.
    """

    def __init__(self, broker: Broker, queue: str, dead: str) -> None:
        self._broker = broker
        self._queue = queue
        self._dead = dead
        self._channel: AbstractChannel | None = None
        self._waiting: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
        self._current: AbstractIncomingMessage | None = None

    async def receive(self, ending: asyncio.Event) -> Message | None:
        if self._channel is None:
            await self._subscribe()
        self._current = await unless(ending, self._waiting.get())
        if self._current is None:
            return None
        attempt = self._current.headers.get("x-attempt")
        return Message(
            id=self._current.message_id or str(self._current.delivery_tag),
            body=self._current.body.decode(errors="replace"),
            attempt=attempt if isinstance(attempt, int) else 1,
            headers={
                name: value
                for name, value in self._current.headers.items()
                if isinstance(value, str)
            },
        )

    async def done(self, message: Message) -> None:
        if self._current:
            await self._current.ack()

    async def retry(self, message: Message, after: float) -> None:
        await self._move(f"{self._queue}-retry", {"x-attempt": message.attempt + 1}, after)

    async def bury(self, message: Message, reason: Exception) -> None:
        await self._move(self._dead, {"x-reason": repr(reason)})

    async def close(self) -> None:
        """What was handed out and not settled is handed out again."""
        if self._channel:
            await self._channel.close()

    async def _subscribe(self) -> None:
        channel = await (await self._broker.connection()).channel()
        # One at a time: what waits here would wait for this pod.
        await channel.set_qos(prefetch_count=1)
        back = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": self._queue}
        await channel.declare_queue(f"{self._queue}-retry", durable=True, arguments=back)
        await channel.declare_queue(self._dead, durable=True)
        queue = await channel.declare_queue(self._queue, durable=True)
        await queue.consume(self._waiting.put)
        self._channel = channel

    async def _move(self, to: str, headers: HeadersType, after: float | None = None) -> None:
        """Takes the message out of the queue once the broker has it in the other."""
        if self._current is None or self._channel is None:
            return
        message = Outgoing(
            self._current.body,
            # What its sender said of it, such as its trace, goes along.
            headers={**self._current.headers, **headers},
            message_id=self._current.message_id,
            delivery_mode=DeliveryMode.PERSISTENT,
            expiration=after,
        )
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._channel.default_exchange.publish(message, routing_key=to)
        except Exception:
            # No other comes while this one is held.
            await self._current.nack()
            raise
        await self._current.ack()


@asynccontextmanager
async def rabbitmq_queue(broker: Broker, queue: str, dead: str) -> AsyncIterator[RabbitmqQueue]:
    opened = RabbitmqQueue(broker, queue, dead)
    try:
        yield opened
    finally:
        await opened.close()
{%- endif %}
