{% if shapes.http or shapes.grpc or shapes.worker or shapes.job -%}
"""The table of greetings. It shows the style; replace it with your own."""

from app.needs.postgres import Pool


class Greetings:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool
{%- if shapes.http or shapes.grpc %}

    async def message(self, name: str) -> str | None:
        """What somebody is greeted with; nothing where nobody said."""
        async with self._pool.connection() as connection:
            found = await connection.execute(
                "SELECT message FROM greetings WHERE name = %s", [name]
            )
            row = await found.fetchone()
        return row[0] if row else None
{%- endif %}
{%- if shapes.http or shapes.grpc or (shapes.worker and queues.any) %}

    async def put(self, name: str, message: str) -> None:
        """Says what somebody is greeted with from now on. Saying it twice changes nothing."""
        async with self._pool.connection() as connection:
            await connection.execute(
                "INSERT INTO greetings (name, message) VALUES (%s, %s)"
                " ON CONFLICT (name) DO UPDATE SET message = excluded.message",
                [name, message],
            )
{%- endif %}
{%- if shapes.job or (shapes.worker and not queues.any) %}

    async def tidy(self) -> int:
        """
        Takes out greetings that say nothing, and tells how many they were. Doing it twice changes
        nothing.
        """
        async with self._pool.connection() as connection:
            removed = await connection.execute("DELETE FROM greetings WHERE message = ''")
        return removed.rowcount
{%- endif %}
{% endif -%}
