{%- if shapes.realtime -%}
"""The bus of all replicas: whoever is away when something is said misses it."""

from app.live.bus import Deliver, Said
from app.needs.redis import Cache

# Keeps the service's channels apart from those of others.
_PREFIX = "${{ name }}:rooms:"


class RedisBus:
    def __init__(self, client: Cache) -> None:
        self._client = client

    async def publish(self, said: Said) -> None:
        await self._client.publish(_PREFIX + said.room, said.text)

    async def listen(self, deliver: Deliver) -> None:
        async with self._client.pubsub() as subscription:
            await subscription.psubscribe(f"{_PREFIX}*")
            async for message in subscription.listen():
                if message["type"] == "pmessage":
                    room = message["channel"].decode().removeprefix(_PREFIX)
                    deliver(Said(room, message["data"].decode()))
{%- endif %}
