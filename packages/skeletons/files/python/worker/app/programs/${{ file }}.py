import asyncio

from app.core.config import Config, Listen
from app.core.program import main
from app.core.serving import Serving, serve_until
from app.work.every import Every
from app.work.handle import handle
from app.work.work import Worker


async def run(ending: asyncio.Event, config: Config) -> None:
    """
    Works until it is told to end, and is asked for its health meanwhile. What is under way is
    finished first.
    """
    serving = Serving()
    worker = Worker(Every(60), handle, serving.registry)
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

    await asyncio.gather(serve(), work())


if __name__ == "__main__":
    main(Listen("METRICS_PORT", ${{ port }}), run)
