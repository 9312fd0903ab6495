import asyncio

from app.api.greetings import greetings_router
from app.api.problems import tell_problems
from app.core.config import Config, Program
from app.core.program import main
from app.core.requests import observe_requests
from app.core.serving import Serving, serve_until
from app.greetings.greetings import Greetings
from app.needs.needs import open_needs


async def run(ending: asyncio.Event, config: Config) -> None:
    async with open_needs(config) as needs:
        serving = Serving(needs.states)
        observe_requests(serving)
        tell_problems(serving.app)
        serving.app.include_router(greetings_router(Greetings(needs.postgres)))
        await serve_until(ending, serving, port=config.port, patience=config.shutdown_timeout)


if __name__ == "__main__":
    main(Program("PORT", 8080), run)
