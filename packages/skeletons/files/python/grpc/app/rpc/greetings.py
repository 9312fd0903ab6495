"""What the service offers. The greeting shows the style; replace it with your own."""
{% if needs.postgres %}
from collections.abc import Awaitable
from typing import Any, Protocol
{% else %}
from typing import Any
{% endif %}
import grpc
{%- if needs.postgres %}

from app.core.program import log
{%- else %}
{% endif %}
from app.gen.greetings.v1 import greetings_pb2_grpc
from app.gen.greetings.v1.greetings_pb2 import {% if needs.postgres %}(
    GreetRequest,
    GreetResponse,
    PutRequest,
    PutResponse,
){% else %}GreetRequest, GreetResponse{% endif %}

_LONGEST = 100

type Context = grpc.aio.ServicerContext[Any, Any]

{% if needs.postgres %}
class Store(Protocol):
    async def message(self, name: str) -> str | None:
        """Nothing where nobody said."""

    async def put(self, name: str, message: str) -> None: ...


class Greetings(greetings_pb2_grpc.GreetingsServicer):
    def __init__(self, store: Store) -> None:
        self._store = store

    async def Greet(self, request: GreetRequest, context: Context) -> GreetResponse:  # noqa: N802
        await _short("name", request.name, context)
        message = await _there(self._store.message(request.name), context)
        return GreetResponse(message=message or f"Hello, {request.name}")

    async def Put(self, request: PutRequest, context: Context) -> PutResponse:  # noqa: N802
        await _short("name", request.name, context)
        await _short("message", request.message, context)
        await _there(self._store.put(request.name, request.message), context)
        return PutResponse()


async def _there[T](answer: Awaitable[T], context: Context) -> T:
    """A database that is away is no fault of the caller, who may ask again."""
    try:
        return await answer
    except Exception:
        log.warning("the database did not answer", exc_info=True)
        await context.abort(grpc.StatusCode.UNAVAILABLE, "the greetings cannot be reached just now")
{% else %}
class Greetings(greetings_pb2_grpc.GreetingsServicer):
    async def Greet(self, request: GreetRequest, context: Context) -> GreetResponse:  # noqa: N802
        await _short("name", request.name, context)
        return GreetResponse(message=f"Hello, {request.name}")
{% endif %}

async def _short(what: str, text: str, context: Context) -> None:
    """Refuses what is missing, or too long to be kept."""
    if not text:
        await context.abort(grpc.StatusCode.INVALID_ARGUMENT, f"the {what} is missing")
    if len(text) > _LONGEST:
        await context.abort(
            grpc.StatusCode.INVALID_ARGUMENT, f"the {what} is longer than {_LONGEST} characters"
        )
