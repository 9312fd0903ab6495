import asyncio

from prometheus_client import Gauge

from app.core.config import Config, Program
from app.core.program import main
from app.core.requests import observe_requests
from app.core.serving import Serving, serve_until
{%- if not needs.redis %}
from app.live.bus import LocalBus
{%- endif %}
from app.live.hub import Hub
{%- if needs.redis %}
from app.live.redis import RedisBus
{%- endif %}
{%- if needs.postgres %}
from app.live.words import Words
{%- endif %}
{%- if needs.any %}
from app.needs.needs import open_needs
{%- endif %}


async def run(ending: asyncio.Event, config: Config) -> None:
{%- if needs.any %}
    async with open_needs(config) as needs:
        hub = Hub({% if needs.redis %}RedisBus(needs.redis){% else %}LocalBus(){% endif %}{% if needs.postgres %}, Words(needs.postgres){% endif %})
        await receive_until(ending, config, Serving(needs.states), hub)


async def receive_until(ending: asyncio.Event, config: Config, serving: Serving, hub: Hub) -> None:
{%- else %}
    serving, hub = Serving(), Hub(LocalBus())
{%- endif %}
    open_connections = Gauge("open_connections", "Guests who are here.", registry=serving.registry)
    open_connections.set_function(hub.open)
    observe_requests(serving)
    serving.app.add_api_websocket_route("/v1/rooms/{room}", hub.join)
    left = asyncio.Event()

    async def see_off() -> None:
        await ending.wait()
        serving.ready = False
        await hub.close(config.shutdown_timeout)
        left.set()

    helping = [asyncio.create_task(hub.listen()), asyncio.create_task(see_off())]
    try:
        await serve_until(left, serving, port=config.port, patience=config.shutdown_timeout)
    finally:
        for task in helping:
            task.cancel()


if __name__ == "__main__":
    main(Program("PORT", ${{ port }}), run)
