{% if shapes.realtime -%}
"""The table of what was said last in each room."""

from typing import Protocol

from app.live.bus import Said
from app.needs.postgres import Pool

REMEMBERED = 20
"""How many words of a room whoever comes in hears of."""


class Memory(Protocol):
    async def keep(self, said: Said) -> None:
        """Remembers it, and forgets what is no longer among the last words of the room."""

    async def last(self, room: str) -> list[str]:
        """In the order in which it was said."""


class Words:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def keep(self, said: Said) -> None:
        async with self._pool.connection() as connection:
            await connection.execute(
                "WITH said AS (INSERT INTO words (room, text) VALUES (%(room)s, %(text)s))"
                " DELETE FROM words WHERE room = %(room)s AND id <= ("
                "SELECT id FROM words WHERE room = %(room)s ORDER BY id DESC"
                " OFFSET %(others)s LIMIT 1)",
                {"room": said.room, "text": said.text, "others": REMEMBERED - 1},
            )

    async def last(self, room: str) -> list[str]:
        async with self._pool.connection() as connection:
            found = await connection.execute(
                "SELECT text FROM (SELECT id, text FROM words WHERE room = %s"
                " ORDER BY id DESC LIMIT %s) AS last ORDER BY id",
                [room, REMEMBERED],
            )
            return [text for (text,) in await found.fetchall()]
{% endif -%}
