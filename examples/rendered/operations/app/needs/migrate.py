"""
Brings the schema to what this version needs, by the files of `migrations` in their order. One that
was deployed is never changed: write another. The version before runs beside this one for a while,
so a column is dropped one version after its last use.
"""

from collections.abc import Mapping
from pathlib import Path

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

# Held for a transaction rather than a session, which a pooler may give to another; any number that
# nobody else takes.
_LOCK = 7_235_410_961

MIGRATIONS = {
    file.stem: file.read_text(encoding="utf-8")
    for file in sorted((Path(__file__).parent / "migrations").glob("*.sql"))
}


async def migrate(
    connection: AsyncConnection[TupleRow], migrations: Mapping[str, str] = MIGRATIONS
) -> None:
    """Replicas that start together take turns; it is all done, or nothing of it."""
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations"
            " (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
        )
        rows = await (await connection.execute("SELECT name FROM migrations")).fetchall()
        applied = {name for (name,) in rows}
        for name, sql in migrations.items():
            if name not in applied:
                await connection.execute(sql.encode())
                await connection.execute("INSERT INTO migrations (name) VALUES (%s)", [name])
