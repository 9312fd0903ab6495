"""What is done with a message."""

from app.work.work import Message, UselessError


async def handle(message: Message) -> None:
    """
    Does what a message asks for. It may get the same one twice, and the second time must change
    nothing. This one shows the style; replace it with your own.
    """
    if not message.body:
        raise UselessError(f"message {message.id} is empty")
