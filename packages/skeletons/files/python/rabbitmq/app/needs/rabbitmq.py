"""The broker of RabbitMQ."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aio_pika
from aio_pika.abc import AbstractRobustConnection

from app.needs.watch import Opened


class Broker:
    """A connection that is made when first used; the library makes it again when it is lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: AbstractRobustConnection | None = None
        self._connecting = asyncio.Lock()

    async def connection(self) -> AbstractRobustConnection:
        async with self._connecting:
            if self._connection is None:
                self._connection = await aio_pika.connect_robust(self._url, timeout=3)
            return self._connection

    async def check(self) -> None:
        channel = await (await self.connection()).channel()
        await channel.close()

    async def close(self) -> None:
        if self._connection:
            await self._connection.close()


@asynccontextmanager
async def open_rabbitmq(url: str) -> AsyncIterator[Opened[Broker]]:
    broker = Broker(url)
    try:
        yield Opened(broker, broker.check)
    finally:
        await broker.close()
