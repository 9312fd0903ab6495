"""What the service offers. The greeting shows the style; replace it with your own."""

from collections.abc import Awaitable
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from app.api.problems import Problem, UnavailableError

# As /openapi.json tells it.
REFUSED: dict[int | str, dict[str, Any]] = {"4XX": {"model": Problem}, "5XX": {"model": Problem}}

type Name = Annotated[str, Path(max_length=100)]


class Greetings(Protocol):
    async def message(self, name: str) -> str | None:
        """Nothing where nobody said."""

    async def put(self, name: str, message: str) -> None: ...


class Greeting(BaseModel):
    message: str = Field(min_length=1, max_length=100)


def greetings_router(greetings: Greetings) -> APIRouter:
    router = APIRouter(prefix="/v1", responses=REFUSED)

    @router.get("/greetings/{name}")
    async def greet(name: Name) -> dict[str, str]:
        return {"message": await _there(greetings.message(name)) or f"Hello, {name}"}

    @router.put("/greetings/{name}")
    async def put(name: Name, greeting: Greeting) -> Greeting:
        await _there(greetings.put(name, greeting.message))
        return greeting

    return router


async def _there[T](answer: Awaitable[T]) -> T:
    """A database that is away is no fault of the caller, who may ask again."""
    try:
        return await answer
    except Exception as error:
        raise UnavailableError("the greetings cannot be reached just now") from error
