import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from app.api.greetings import greetings_router
from app.api.problems import tell_problems


class Memory:
    """Keeps greetings while a test runs."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    async def message(self, name: str) -> str | None:
        return self._kept.get(name)

    async def put(self, name: str, message: str) -> None:
        self._kept[name] = message


app = FastAPI()
tell_problems(app)
app.include_router(greetings_router(Memory()))
client = TestClient(app)


def test_greets_by_name() -> None:
    assert client.get("/v1/greetings/Ada").json() == {"message": "Hello, Ada"}


def test_refuses_a_name_that_is_too_long() -> None:
    assert client.get(f"/v1/greetings/{'x' * 101}").status_code == 400


def test_tells_problems() -> None:
    answer = client.get("/nowhere")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {"title": "Not Found", "status": 404}
    told = client.get("/openapi.json").json()["paths"]["/v1/greetings/{name}"]["get"]["responses"]
    assert set(told) == {"200", "4XX", "5XX"}


def test_keeps_a_greeting() -> None:
    said = {"message": "Good morning"}
    assert client.put("/v1/greetings/Eve", json=said).status_code == 200
    assert client.get("/v1/greetings/Eve").json() == said


@pytest.mark.parametrize("wrong", [{}, {"message": ""}, {"message": "x" * 101}])
def test_refuses_what_is_no_greeting(wrong: dict[str, str]) -> None:
    assert client.put("/v1/greetings/Eve", json=wrong).status_code == 400


class Away:
    """A database that does not answer."""

    async def message(self, name: str) -> str | None:
        raise OSError("refused at 10.0.0.1")

    async def put(self, name: str, message: str) -> None:
        raise OSError("refused at 10.0.0.1")


def test_a_database_that_is_away_is_no_fault_of_the_caller() -> None:
    away = FastAPI()
    tell_problems(away)
    away.include_router(greetings_router(Away()))
    with capture_logs() as lines:
        answer = TestClient(away).get("/v1/greetings/Ada")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "the greetings cannot be reached just now"
    (line,) = lines
    assert "refused" in repr(line["exc_info"].__cause__)
