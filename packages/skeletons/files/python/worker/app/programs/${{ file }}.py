import asyncio

from app.core.config import Config, Program
from app.core.program import main
from app.core.serving import Serving, serve_until
{%- if needs.postgres %}
from app.greetings.greetings import Greetings
{%- endif %}
{%- if needs.any %}
from app.needs.needs import open_needs
{%- endif %}
{%- if not queue %}
from app.work.every import Every
{%- endif %}
from app.work.handle import {% if needs.postgres %}Handler{% else %}handle{% endif %}
{%- if queue == "kafka" %}
from app.work.kafka import kafka_queue
{%- elif queue == "rabbitmq" %}
from app.work.rabbitmq import rabbitmq_queue
{%- elif queue == "redis" %}
from app.work.redis import redis_queue
{%- elif queue == "sqs" %}
from app.work.sqs import SqsQueue
{%- endif %}
from app.work.work import {% if needs.any %}Handle, Queue, {% endif %}Worker


async def run(ending: asyncio.Event, config: Config) -> None:
{%- if needs.any %}
{%- if queue == "kafka" %}
    async with (
        open_needs(config) as needs,
        kafka_queue(needs.kafka, config.queue, config.dead_letters, config.consumer_group) as queue,
    ):
{%- elif queue == "rabbitmq" %}
    async with (
        open_needs(config) as needs,
        rabbitmq_queue(needs.rabbitmq, config.queue, config.dead_letters) as queue,
    ):
{%- elif queue == "redis" %}
    async with (
        open_needs(config) as needs,
        redis_queue(needs.redis, config.queue, config.dead_letters) as queue,
    ):
{%- else %}
    async with open_needs(config) as needs:
{%- if queue == "sqs" %}
        queue = SqsQueue(needs.sqs, config.queue, config.dead_letters)
{%- else %}
        queue = Every(60)
{%- endif %}
{%- endif %}
{%- if needs.postgres %}
        handle = Handler(Greetings(needs.postgres))
{%- endif %}
        await work_until(ending, config, Serving(needs.states), queue, handle)


async def work_until(
    ending: asyncio.Event, config: Config, serving: Serving, queue: Queue, handle: Handle
) -> None:
    """
    Works until it is told to end, and is asked for its health meanwhile. What is under way is
    finished first.
    """
    worker = Worker(queue, handle, serving.registry)
{%- else %}
    """
    Works until it is told to end, and is asked for its health meanwhile. What is under way is
    finished first.
    """
    serving = Serving()
    worker = Worker(Every(60), handle, serving.registry)
{%- endif %}
    worked = asyncio.Event()

    async def work() -> None:
        try:
            await worker.work(ending)
        finally:
            worked.set()

    async def serve() -> None:
        try:
            await serve_until(worked, serving, port=config.port, patience=config.shutdown_timeout)
        finally:
            # Where nobody can ask how the worker is, it ends as well.
            ending.set()

    # Both come to their end before the first failure is told.
    for ended in await asyncio.gather(serve(), work(), return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended


if __name__ == "__main__":
    main(Program("METRICS_PORT", ${{ port }}{% if queue %}, queue=True{% endif %}), run)
