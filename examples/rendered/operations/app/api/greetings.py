"""What the service offers. The greeting shows the style; replace it with your own."""

from typing import Annotated, Protocol

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

type Name = Annotated[str, Path(max_length=100)]


class Greetings(Protocol):
    async def message(self, name: str) -> str | None:
        """Nothing where nobody said."""

    async def put(self, name: str, message: str) -> None: ...


class Greeting(BaseModel):
    message: str = Field(min_length=1, max_length=100)


def greetings_router(greetings: Greetings) -> APIRouter:
    router = APIRouter(prefix="/v1")

    @router.get("/greetings/{name}")
    async def greet(name: Name) -> dict[str, str]:
        return {"message": await greetings.message(name) or f"Hello, {name}"}

    @router.put("/greetings/{name}")
    async def put(name: Name, greeting: Greeting) -> Greeting:
        await greetings.put(name, greeting.message)
        return greeting

    return router
