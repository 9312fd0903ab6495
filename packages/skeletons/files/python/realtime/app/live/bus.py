"""Carries messages between the replicas."""

{% if not needs.redis -%}
import asyncio
{% endif -%}
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Said:
    """What was said in a room."""

    room: str
    text: str


type Deliver = Callable[[Said], None]


class Bus(Protocol):
    async def publish(self, said: Said) -> None:
        """Hands a message to all replicas, this one included."""

    async def listen(self, deliver: Deliver) -> None:
        """Hands on each message, until it is cancelled or the bus is lost."""
{%- if not needs.redis %}


class LocalBus:
    """
    The bus of a single replica: whoever is on another hears nothing of it. With a need of type
    redis the service gets one that reaches all.
    """

    def __init__(self) -> None:
        self._deliver: Deliver = lambda _said: None

    async def publish(self, said: Said) -> None:
        self._deliver(said)

    async def listen(self, deliver: Deliver) -> None:
        self._deliver = deliver
        await asyncio.Event().wait()
{%- endif %}
