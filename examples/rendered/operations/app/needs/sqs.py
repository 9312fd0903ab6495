"""The queue of SQS."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiobotocore.session import get_session

from app.needs.watch import Opened

if TYPE_CHECKING:
    from types_aiobotocore_sqs import SQSClient


@dataclass(frozen=True)
class Sqs:
    client: "SQSClient"
    queue: str

    async def url(self, queue: str) -> str:
        """How SQS wants a queue to be named."""
        return (await self.client.get_queue_url(QueueName=queue))["QueueUrl"]


@asynccontextmanager
async def open_sqs(queue: str) -> AsyncIterator[Opened[Sqs]]:
    # Only this library has another name for the variable.
    region = os.environ.get("AWS_REGION")
    async with get_session().create_client("sqs", region_name=region) as client:
        sqs = Sqs(client, queue)

        async def check() -> None:
            await sqs.url(queue)

        yield Opened(sqs, check)
