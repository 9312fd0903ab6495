"""What the service cannot work without."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from app.core.config import Config
from app.needs.postgres import Pool, open_postgres
from app.needs.s3 import Bucket, open_s3
from app.needs.sqs import Sqs, open_sqs
from app.needs.watch import watched


@dataclass(frozen=True)
class Needs:
    states: Mapping[str, str]
    """Of each: that it answers, or why not."""
    postgres: Pool
    sqs: Sqs
    s3: Bucket


@asynccontextmanager
async def open_needs(config: Config) -> AsyncIterator[Needs]:
    """
    From the start of a program to its end. Nothing waits for them: a program starts while what it
    needs is away, says so when it is asked whether it is ready, and goes on when it comes.
    """
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        postgres = await enter(open_postgres(config.postgres))
        sqs = await enter(open_sqs(config.sqs_queue))
        s3 = await enter(open_s3(config.s3))
        checks = {
            "postgres": postgres.check,
            "sqs": sqs.check,
            "s3": s3.check,
        }
        yield Needs(
            states=await enter(watched(checks)),
            postgres=postgres.client,
            sqs=sqs.client,
            s3=s3.client,
        )
