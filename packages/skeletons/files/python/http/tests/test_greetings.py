{% if needs.postgres -%}
import pytest
{% endif -%}
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api.greetings import {% if needs.postgres %}greetings_router{% else %}router{% endif %}
{%- if needs.postgres %}


class Memory:
    """Keeps greetings while a test runs."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    async def message(self, name: str) -> str | None:
        return self._kept.get(name)

    async def put(self, name: str, message: str) -> None:
        self._kept[name] = message
{% endif %}

app = FastAPI()
app.include_router({% if needs.postgres %}greetings_router(Memory()){% else %}router{% endif %})
client = TestClient(app)


def test_greets_by_name() -> None:
    assert client.get("/v1/greetings/Ada").json() == {"message": "Hello, Ada"}


def test_refuses_a_name_that_is_too_long() -> None:
    assert client.get(f"/v1/greetings/{'x' * 101}").status_code == 422
{%- if needs.postgres %}


def test_keeps_a_greeting() -> None:
    said = {"message": "Good morning"}
    assert client.put("/v1/greetings/Eve", json=said).status_code == 200
    assert client.get("/v1/greetings/Eve").json() == said


@pytest.mark.parametrize("wrong", [{}, {"message": ""}, {"message": "x" * 101}])
def test_refuses_what_is_no_greeting(wrong: dict[str, str]) -> None:
    assert client.put("/v1/greetings/Eve", json=wrong).status_code == 422
{%- endif %}
