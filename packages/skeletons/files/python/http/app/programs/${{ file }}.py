import asyncio

from app.api.greetings import router
from app.core.config import Config, Listen
from app.core.program import main
from app.core.requests import observe_requests
from app.core.serving import Serving, serve_until


async def run(ending: asyncio.Event, config: Config) -> None:
    serving = Serving()
    observe_requests(serving)
    serving.app.include_router(router)
    await serve_until(ending, serving, port=config.port, patience=config.shutdown_timeout)


if __name__ == "__main__":
    main(Listen("PORT", ${{ port }}), run)
