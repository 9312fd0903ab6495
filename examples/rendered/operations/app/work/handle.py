"""What is done with a message."""

from typing import Protocol

from app.work.work import Message, UselessError


class Greetings(Protocol):
    async def put(self, name: str, message: str) -> None: ...


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
        await self._greetings.put(message.body, f"Hello, {message.body}")
