"""The bucket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiobotocore.config import AioConfig
from aiobotocore.session import get_session

from app.core.config import S3
from app.needs.watch import Opened

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client


@dataclass(frozen=True)
class Bucket:
    client: "S3Client"
    name: str


@asynccontextmanager
async def open_s3(config: S3) -> AsyncIterator[Opened[Bucket]]:
    async with get_session().create_client(
        "s3",
        endpoint_url=config.endpoint,
        region_name=config.region,
        aws_access_key_id=config.access_key_id,
        aws_secret_access_key=config.secret_access_key,
        config=AioConfig(s3={"addressing_style": "path"} if config.endpoint else {}),
    ) as client:
        bucket = Bucket(client, config.bucket)

        async def check() -> None:
            await client.head_bucket(Bucket=config.bucket)

        yield Opened(bucket, check)
