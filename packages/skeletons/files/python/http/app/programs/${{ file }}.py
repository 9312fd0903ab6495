import asyncio

from app.api.greetings import {% if needs.postgres %}greetings_router{% else %}router{% endif %}
from app.api.problems import tell_problems
from app.core.config import Config, Program
from app.core.program import main
from app.core.requests import observe_requests
from app.core.serving import Serving, serve_until
{%- if needs.postgres %}
from app.greetings.greetings import Greetings
{%- endif %}
{%- if needs.any %}
from app.needs.needs import open_needs
{%- endif %}


async def run(ending: asyncio.Event, config: Config) -> None:
{%- if needs.any %}
    async with open_needs(config) as needs:
        serving = Serving(needs.states)
        observe_requests(serving)
        tell_problems(serving.app)
        serving.app.include_router({% if needs.postgres %}greetings_router(Greetings(needs.postgres)){% else %}router{% endif %})
        await serve_until(ending, serving, port=config.port, patience=config.shutdown_timeout)
{%- else %}
    serving = Serving()
    observe_requests(serving)
    tell_problems(serving.app)
    serving.app.include_router(router)
    await serve_until(ending, serving, port=config.port, patience=config.shutdown_timeout)
{%- endif %}


if __name__ == "__main__":
    main(Program("PORT", ${{ port }}), run)
