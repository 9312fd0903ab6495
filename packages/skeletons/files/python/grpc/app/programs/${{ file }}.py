import asyncio

from app.core.config import Config, Program
from app.core.program import main
from app.core.serving import Serving, serve_until
from app.gen.greetings.v1.greetings_pb2_grpc import add_GreetingsServicer_to_server
{%- if needs.postgres %}
from app.greetings.greetings import Greetings as StoredGreetings
{%- endif %}
{%- if needs.any %}
from app.needs.needs import open_needs
{%- endif %}
from app.rpc.calls import {% if needs.any %}Calls, {% endif %}create_calls, serve_calls
from app.rpc.greetings import Greetings


async def run(ending: asyncio.Event, config: Config) -> None:
{%- if needs.any %}
    async with open_needs(config) as needs:
        serving = Serving(needs.states)
        calls = create_calls(serving.registry)
        greetings = Greetings({% if needs.postgres %}StoredGreetings(needs.postgres){% endif %})
        add_GreetingsServicer_to_server(greetings, calls)
        await answer_until(ending, config, serving, calls)


async def answer_until(
    ending: asyncio.Event, config: Config, serving: Serving, calls: Calls
) -> None:
{%- endif %}
    """
    Answers calls until it is told to end, and is asked for its metrics on a port of its own until
    the last one is answered.
    """
{%- if not needs.any %}
    serving = Serving()
    calls = create_calls(serving.registry)
    add_GreetingsServicer_to_server(Greetings(), calls)
{%- endif %}
    answered = asyncio.Event()

    async def answer() -> None:
        patience = config.shutdown_timeout
        try:
            await serve_calls(ending, calls, serving, port=config.calls_port, patience=patience)
        finally:
            answered.set()

    async def serve() -> None:
        try:
            await serve_until(answered, serving, port=config.port, patience=config.shutdown_timeout)
        finally:
            # Where nobody can ask how the calls are, they end as well.
            ending.set()

    # Both come to their end before the first failure is told.
    for ended in await asyncio.gather(serve(), answer(), return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended


if __name__ == "__main__":
    main(Program("METRICS_PORT", ${{ sidePort }}, calls_port=${{ port }}), run)
