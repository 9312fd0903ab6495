"""What the service cannot work without."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from app.core.config import Config
{%- if needs.kafka %}
from app.needs.kafka import Brokers, open_kafka
{%- endif %}
{%- if needs.postgres %}
from app.needs.postgres import Pool, open_postgres
{%- endif %}
{%- if needs.rabbitmq %}
from app.needs.rabbitmq import Broker, open_rabbitmq
{%- endif %}
{%- if needs.redis %}
from app.needs.redis import Cache, open_redis
{%- endif %}
{%- if needs.s3 %}
from app.needs.s3 import Bucket, open_s3
{%- endif %}
{%- if needs.sqs %}
from app.needs.sqs import Sqs, open_sqs
{%- endif %}
from app.needs.watch import watched


@dataclass(frozen=True)
class Needs:
    states: Mapping[str, str]
    """Of each: that it answers, or why not."""
{%- if needs.postgres %}
    postgres: Pool
{%- endif %}
{%- if needs.redis %}
    redis: Cache
{%- endif %}
{%- if needs.kafka %}
    kafka: Brokers
{%- endif %}
{%- if needs.rabbitmq %}
    rabbitmq: Broker
{%- endif %}
{%- if needs.sqs %}
    sqs: Sqs
{%- endif %}
{%- if needs.s3 %}
    s3: Bucket
{%- endif %}


@asynccontextmanager
async def open_needs(config: Config) -> AsyncIterator[Needs]:
    """
    From the start of a program to its end. Nothing waits for them: a program starts while what it
    needs is away, says so when it is asked whether it is ready, and goes on when it comes.
    """
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
{%- if needs.postgres %}
        postgres = await enter(open_postgres(config.postgres))
{%- endif %}
{%- if needs.redis %}
        redis = await enter(open_redis(config.redis))
{%- endif %}
{%- if needs.kafka %}
        kafka = await enter(open_kafka(config.kafka_brokers))
{%- endif %}
{%- if needs.rabbitmq %}
        rabbitmq = await enter(open_rabbitmq(config.rabbitmq_url))
{%- endif %}
{%- if needs.sqs %}
        sqs = await enter(open_sqs(config.sqs_queue))
{%- endif %}
{%- if needs.s3 %}
        s3 = await enter(open_s3(config.s3))
{%- endif %}
        checks = {
{%- if needs.postgres %}
            "postgres": postgres.check,
{%- endif %}
{%- if needs.redis %}
            "redis": redis.check,
{%- endif %}
{%- if needs.kafka %}
            "kafka": kafka.check,
{%- endif %}
{%- if needs.rabbitmq %}
            "rabbitmq": rabbitmq.check,
{%- endif %}
{%- if needs.sqs %}
            "sqs": sqs.check,
{%- endif %}
{%- if needs.s3 %}
            "s3": s3.check,
{%- endif %}
        }
        yield Needs(
            states=await enter(watched(checks)),
{%- if needs.postgres %}
            postgres=postgres.client,
{%- endif %}
{%- if needs.redis %}
            redis=redis.client,
{%- endif %}
{%- if needs.kafka %}
            kafka=kafka.client,
{%- endif %}
{%- if needs.rabbitmq %}
            rabbitmq=rabbitmq.client,
{%- endif %}
{%- if needs.sqs %}
            sqs=sqs.client,
{%- endif %}
{%- if needs.s3 %}
            s3=s3.client,
{%- endif %}
        )
