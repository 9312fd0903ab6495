import asyncio
import os
from collections.abc import Callable, Mapping

import pytest

from app.core.config import Program, from_environment
from app.needs.needs import open_needs
from app.needs.watch import OK

NOWHERE = {
    "POSTGRES_HOST": "127.0.0.1",
    "POSTGRES_PORT": "1",
    "POSTGRES_DB": "none",
    "POSTGRES_USER": "nobody",
    "POSTGRES_PASSWORD": "none",
    "AWS_ENDPOINT_URL_SQS": "http://127.0.0.1:1",
    "AWS_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "none",
    "SQS_QUEUE": "none",
    "S3_ENDPOINT": "http://127.0.0.1:1",
    "S3_BUCKET": "none",
    "S3_ACCESS_KEY_ID": "nobody",
    "S3_SECRET_ACCESS_KEY": "none",
}
"""Servers that are all away: nothing listens on port 1."""


async def wait_for(env: Mapping[str, str], wanted: Callable[[str], bool]) -> None:
    async with open_needs(from_environment(env, Program())) as needs, asyncio.timeout(30):
        while not all(wanted(state) for state in needs.states.values()):
            await asyncio.sleep(0.05)


def test_starts_while_all_that_it_needs_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NOWHERE.items():
        monkeypatch.setenv(name, value)
    asyncio.run(wait_for(NOWHERE, lambda state: state not in {OK, "not asked yet"}))


# With the servers that the environment names, where it says that tests may use them.
if os.environ.get("TEST_NEEDS"):

    def test_finds_all_that_it_needs() -> None:
        asyncio.run(wait_for(os.environ, lambda state: state == OK))
