"""The cache."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis as Cache

from app.core.config import Redis
from app.needs.watch import Opened

__all__ = ["Cache", "open_redis"]


@asynccontextmanager
async def open_redis(config: Redis) -> AsyncIterator[Opened[Cache]]:
    client = Cache(
        host=config.host, port=config.port, password=config.password, socket_connect_timeout=2
    )

    async def check() -> None:
        await client.ping()

    try:
        yield Opened(client, check)
    finally:
        await client.aclose()
