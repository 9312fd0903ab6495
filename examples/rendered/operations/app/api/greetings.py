"""What the service offers. The greeting shows the style; replace it with your own."""

from typing import Annotated

from fastapi import APIRouter, Path

router = APIRouter(prefix="/v1")


@router.get("/greetings/{name}")
async def greet(name: Annotated[str, Path(max_length=100)]) -> dict[str, str]:
    return {"message": f"Hello, {name}"}
