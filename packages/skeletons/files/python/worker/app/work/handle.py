"""What is done with a message."""
{% if needs.postgres %}
from typing import Protocol
{% endif %}
from app.work.work import Message, UselessError

{% if needs.postgres %}
class Greetings(Protocol):
{%- if queues.any %}
    async def put(self, name: str, message: str) -> None: ...
{%- else %}
    async def tidy(self) -> int: ...
{%- endif %}


class Handler:
    """
    Does what a message asks for. It may get the same one twice, and the second time must change
    nothing. This one shows the style; replace it with your own.
    """

    def __init__(self, greetings: Greetings) -> None:
        self._greetings = greetings

    async def __call__(self, message: Message) -> None:
        if not message.body:
            raise UselessError(f"message {message.id} is empty")
        await self._greetings.{% if queues.any %}put(message.body, f"Hello, {message.body}"){% else %}tidy(){% endif %}
{%- else %}
async def handle(message: Message) -> None:
    """
    Does what a message asks for. It may get the same one twice, and the second time must change
    nothing. This one shows the style; replace it with your own.
    """
    if not message.body:
        raise UselessError(f"message {message.id} is empty")
{%- endif %}
