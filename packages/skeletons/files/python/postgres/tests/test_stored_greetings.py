{% if shapes.http or shapes.grpc or shapes.worker or shapes.job -%}
import asyncio
import os
import uuid
from collections.abc import Awaitable, Callable

import psycopg
import pytest

from app.core.config import Program, from_environment
from app.greetings.greetings import Greetings
from app.needs.migrate import migrate
from app.needs.postgres import Pool, connect


def with_database(use: Callable[[Pool], Awaitable[None]]) -> None:
    """Something to do with the database that the environment names."""

    async def run() -> None:
        async with connect(from_environment(os.environ, Program()).postgres) as pool:
            await use(pool)

    asyncio.run(run())


async def kept(pool: Pool) -> None:
    greetings, name = Greetings(pool), f"test {uuid.uuid4()}"
    async with pool.connection() as connection:
        # The second time nothing is left to do.
        await migrate(connection)
        await migrate(connection)
{%- if shapes.http or shapes.grpc %}
    assert await greetings.message(name) is None
{%- endif %}
{%- if shapes.http or shapes.grpc or (shapes.worker and queues.any) %}
    for message in ("Hello", "Good morning", "Good morning"):
        await greetings.put(name, message)
{%- endif %}
{%- if shapes.http or shapes.grpc %}
    assert await greetings.message(name) == "Good morning"
{%- endif %}
    async with pool.connection() as connection:
        await connection.execute("DELETE FROM greetings WHERE name = %s", [name])
{%- if shapes.job or (shapes.worker and not queues.any) %}
        await connection.execute("INSERT INTO greetings (name, message) VALUES (%s, '')", [name])
    assert await greetings.tidy() >= 1
{%- endif %}


async def half_done(pool: Pool) -> None:
    name = f"half_{uuid.uuid4().hex}"
    async with pool.connection() as connection:
        with pytest.raises(psycopg.errors.SyntaxError):
            await migrate(connection, {name: f"CREATE TABLE {name} ()", "broken": "CREATE nothing"})
        found = await connection.execute("SELECT to_regclass(%s)", [name])
        assert await found.fetchone() == (None,)


# With the database that the environment names, where it says that tests may write there.
if os.environ.get("TEST_NEEDS"):

    def test_are_kept_in_the_database() -> None:
        with_database(kept)

    def test_are_migrated_all_or_not_at_all() -> None:
        with_database(half_done)
{% endif -%}
