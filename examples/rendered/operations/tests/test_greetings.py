from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api.greetings import router

app = FastAPI()
app.include_router(router)
client = TestClient(app)


def test_greets_by_name() -> None:
    assert client.get("/v1/greetings/Ada").json() == {"message": "Hello, Ada"}


def test_refuses_a_name_that_is_too_long() -> None:
    assert client.get(f"/v1/greetings/{'x' * 101}").status_code == 422
