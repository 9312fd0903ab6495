"""A queue of SQS."""

import asyncio
import math
from typing import TYPE_CHECKING

from app.needs.sqs import Sqs
from app.work.unless import unless
from app.work.work import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_aiobotocore_sqs.type_defs import (
        MessageAttributeValueOutputTypeDef,
        MessageTypeDef,
    )


class SqsQueue:
    """
    What was handed out and is neither done nor put back comes again when the queue's visibility
    timeout is over: make it longer than the work takes.
    """

    def __init__(self, sqs: Sqs, queue: str, dead: str) -> None:
        self._sqs = sqs
        self._queue = queue
        self._dead = dead
        self._url = ""
        self._receipt = ""
        self._said: Mapping[str, MessageAttributeValueOutputTypeDef] = {}

    async def receive(self, ending: asyncio.Event) -> Message | None:
        self._url = self._url or await self._sqs.url(self._queue)
        found = await unless(ending, self._next())
        if not found:
            return None
        self._receipt = found["ReceiptHandle"]
        attempt = found.get("Attributes", {}).get("ApproximateReceiveCount", "1")
        self._said = found.get("MessageAttributes", {})
        headers = {name: value.get("StringValue", "") for name, value in self._said.items()}
        return Message(found["MessageId"], found["Body"], int(attempt), headers)

    async def done(self, message: Message) -> None:
        await self._sqs.client.delete_message(QueueUrl=self._url, ReceiptHandle=self._receipt)

    async def retry(self, message: Message, after: float) -> None:
        await self._sqs.client.change_message_visibility(
            QueueUrl=self._url, ReceiptHandle=self._receipt, VisibilityTimeout=math.ceil(after)
        )

    async def bury(self, message: Message, reason: Exception) -> None:
        """Into the queue for dead letters, where a person looks at it."""
        await self._sqs.client.send_message(
            QueueUrl=await self._sqs.url(self._dead),
            MessageBody=message.body,
            # What its sender said of it, such as its trace, goes along.
            MessageAttributes={
                **self._said,
                "reason": {"DataType": "String", "StringValue": repr(reason)},
            },
        )
        await self.done(message)

    async def _next(self) -> "MessageTypeDef | None":
        received = await self._sqs.client.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=1,
            WaitTimeSeconds=20,
            MessageSystemAttributeNames=["ApproximateReceiveCount"],
            MessageAttributeNames=["All"],
        )
        return next(iter(received.get("Messages", [])), None)
