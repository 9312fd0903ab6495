import asyncio

from app.core.config import Config, Program
from app.core.program import main
from app.core.serving import Serving, serve_until
from app.greetings.greetings import Greetings
from app.needs.needs import open_needs
from app.work.handle import Handler
from app.work.sqs import SqsQueue
from app.work.work import Handle, Queue, Worker


async def run(ending: asyncio.Event, config: Config) -> None:
    async with open_needs(config) as needs:
        queue = SqsQueue(needs.sqs, config.queue, config.dead_letters)
        handle = Handler(Greetings(needs.postgres))
        await work_until(ending, config, Serving(needs.states), queue, handle)


async def work_until(
    ending: asyncio.Event, config: Config, serving: Serving, queue: Queue, handle: Handle
) -> None:
    """
    Works until it is told to end, and is asked for its health meanwhile. What is under way is
    finished first.
    """
    worker = Worker(queue, handle, serving.registry)
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
    main(Program("METRICS_PORT", 9090, queue=True), run)
