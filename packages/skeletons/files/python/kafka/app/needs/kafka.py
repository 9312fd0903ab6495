"""The brokers of Kafka, to write to topics; a worker reads by a client of its own."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from app.needs.watch import Opened

RETRY_MILLIS = 1000
"""Brokers that are away are asked again so often."""

_PATIENCE = 5.0

# Each attempt is a line there; readiness tells the same once.
logging.getLogger("aiokafka").setLevel(logging.CRITICAL)


async def stop(client: AIOKafkaConsumer | AIOKafkaProducer) -> None:
    """Brokers that do not answer are not waited for: they notice by themselves, later."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await client.stop()


class Brokers:
    """A producer that connects when it is first used."""

    def __init__(self, addresses: list[str]) -> None:
        self.addresses = addresses
        self._producer: AIOKafkaProducer | None = None
        self._connecting = asyncio.Lock()

    async def producer(self) -> AIOKafkaProducer:
        async with self._connecting:
            if self._producer is None:
                producer = AIOKafkaProducer(
                    bootstrap_servers=self.addresses,
                    request_timeout_ms=10_000,
                    retry_backoff_ms=RETRY_MILLIS,
                )
                try:
                    await producer.start()
                except BaseException:
                    await stop(producer)
                    raise
                self._producer = producer
            return self._producer

    async def check(self) -> None:
        producer = await self.producer()
        if not await producer.client.force_metadata_update():
            raise OSError("no broker answers")

    async def close(self) -> None:
        if self._producer:
            await stop(self._producer)


@asynccontextmanager
async def open_kafka(addresses: list[str]) -> AsyncIterator[Opened[Brokers]]:
    brokers = Brokers(addresses)
    try:
        yield Opened(brokers, brokers.check)
    finally:
        await brokers.close()
