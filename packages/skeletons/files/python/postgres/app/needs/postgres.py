"""The database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool

from app.core.config import Postgres
from app.needs.migrate import migrate
from app.needs.watch import Opened

type Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]


@asynccontextmanager
async def open_postgres(config: Postgres) -> AsyncIterator[Opened[Pool]]:
    async with connect(config) as pool:
        migrated = False

        async def check() -> None:
            # The first answer of the database is the schema that this version needs.
            nonlocal migrated
            async with pool.connection() as connection:
                if not migrated:
                    await migrate(connection)
                    migrated = True
                await connection.execute("SELECT 1")

        yield Opened(pool, check)


@asynccontextmanager
async def connect(config: Postgres) -> AsyncIterator[Pool]:
    settings = {
        "host": config.host,
        "port": config.port,
        "dbname": config.database,
        "user": config.user,
        "password": config.password,
        "connect_timeout": 3,
        # Also works through a pooler that gives each transaction another connection.
        "prepare_threshold": None,
    }
    pool = AsyncConnectionPool(kwargs=settings, min_size=1, max_size=10, timeout=3, open=False)
    await pool.open()
    try:
        yield pool
    finally:
        await pool.close()
