"""What callers are told instead of an answer, as RFC 9457 has it; why, the log alone is told."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from app.core.program import log

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    title: str
    status: int
    detail: str | None = None


class UnavailableError(Exception):
    """In words for the caller, who may ask again. What it was raised from is for the log."""


def problem(status: int, detail: str | None = None) -> JSONResponse:
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(told.model_dump(exclude_none=True), status, media_type=MEDIA_TYPE)


def tell_problems(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        details = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        return problem(400, "; ".join(details))

    @app.exception_handler(HTTPException)
    async def refused(_request: Request, error: HTTPException) -> JSONResponse:
        phrase = HTTPStatus(error.status_code).phrase
        return problem(error.status_code, None if error.detail == phrase else error.detail)

    @app.exception_handler(UnavailableError)
    async def unavailable(_request: Request, error: UnavailableError) -> JSONResponse:
        log.error("request failed", exc_info=error)
        return problem(503, str(error))
