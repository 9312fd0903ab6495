{%- if queues.redis -%}
"""A list of Redis."""

import asyncio
import re
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.needs.redis import Cache
from app.work.work import Message, pause

# How long a reader may say nothing before others take up what it left.
_LEASE = 30.0
# How often a reader that waits looks after what waits elsewhere.
_LOOK = 1
# An answer that takes longer than this does not come.
_PATIENCE = 10.0

# Says that this reader lives, and puts back into the queue what has waited for its next attempt,
# what readers left that died, and what this one itself was handed without knowing of it. The clock
# is the server's.
_TEND = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local gone = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now)
redis.call('ZADD', KEYS[3], now + ARGV[2], ARGV[1])
if ARGV[3] == 'idle' then
  table.insert(gone, ARGV[1])
end
for _, reader in ipairs(gone) do
  if reader ~= ARGV[1] or ARGV[3] == 'idle' then
    while redis.call('LMOVE', KEYS[1] .. '-taken-' .. reader, KEYS[1], 'LEFT', 'RIGHT') do end
  end
end
for _, message in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do
  redis.call('ZREM', KEYS[2], message)
  redis.call('RPUSH', KEYS[1], message)
end
-- One that only slept may still take a message before it says so: it is known for an hour.
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - 3600000)
"""

# Takes the message that was handed out last, and lets it wait. Where somebody took it up meanwhile,
# nothing is done.
_LATER = """
if redis.call('LPOP', KEYS[1]) then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2], ARGV[1])
end
"""

# Does the same, for a person to look at.
_BURY = """
if redis.call('LPOP', KEYS[1]) then
  redis.call('LPUSH', KEYS[2], ARGV[1])
end
"""


class RedisQueue:
    """
    Who has work puts it in with LPUSH, and a message is what was put in. One that is worked on lies
    in a list of this reader's own, -taken-<reader>, until it is done; -retry keeps what waits for
    its next attempt, with its name and the number of the attempt before it; the list for dead
    letters keeps what a person looks at; -readers says until when each reader is known to live. The
    queue is as safe as that Redis is: it has to write to disk, and to evict nothing.
    """

    def __init__(self, client: Cache, queue: str, dead: str, lease: float = _LEASE) -> None:
        self._client = client
        self._queue = queue
        self._dead = dead
        self._lease = lease
        self._reader = str(uuid.uuid4())
        self._taken = f"{queue}-taken-{self._reader}"

    async def receive(self, ending: asyncio.Event) -> Message | None:
        while not ending.is_set():
            await self._tend(self._lease, "idle")
            # It is not broken off: what the server hands out meanwhile would be nobody's.
            async with asyncio.timeout(_PATIENCE):
                found = await self._client.blmove(self._queue, self._taken, _LOOK, "RIGHT", "LEFT")
            if found is not None and not ending.is_set():
                return message_of(found)
        return None

    async def done(self, message: Message) -> None:
        await self._client.lpop(self._taken)

    async def retry(self, message: Message, after: float) -> None:
        text = f"again/{message.attempt + 1}/{message.id}/{message.body}"
        keys = (self._taken, f"{self._queue}-retry")
        await self._client.eval(_LATER, len(keys), *keys, text, str(int(after * 1000)))

    async def bury(self, message: Message, reason: Exception) -> None:
        """Into the list for dead letters, as it was first put in; the log says why."""
        keys = (self._taken, self._dead)
        await self._client.eval(_BURY, len(keys), *keys, message.body)

    async def beat(self, ending: asyncio.Event) -> None:
        """Says again and again that this reader lives, also while it works."""
        while not ending.is_set():
            await pause(self._lease / 3, ending)
            # Where the server is away, whoever waits for a message hears of it.
            await self._quietly(self._lease, "busy")

    async def close(self) -> None:
        """What was handed out and not done is handed out again; by the others, if need be."""
        await self._quietly(0, "idle")

    async def _tend(self, lease: float, state: str) -> None:
        keys = (self._queue, f"{self._queue}-retry", f"{self._queue}-readers")
        await self._client.eval(
            _TEND, len(keys), *keys, self._reader, str(int(lease * 1000)), state
        )

    async def _quietly(self, lease: float, state: str) -> None:
        with suppress(RedisError, OSError):
            await self._tend(lease, state)


@asynccontextmanager
async def redis_queue(
    client: Cache, queue: str, dead: str, lease: float = _LEASE
) -> AsyncIterator[RedisQueue]:
    # Nothing is sent twice by itself: what the server moved, although its answer was lost, would be
    # moved again.
    once = client.connection_pool.connection_kwargs | {"retry": Retry(NoBackoff(), 0)}
    own = Cache.from_pool(ConnectionPool(**once))
    opened = RedisQueue(own, queue, dead, lease)
    ending = asyncio.Event()
    beating = asyncio.create_task(opened.beat(ending))
    try:
        yield opened
    finally:
        ending.set()
        await beating
        await opened.close()
        await own.aclose()


def message_of(raw: bytes | str) -> Message:
    """What was tried before is marked: again/<attempt>/<name>/<what was put in>."""
    text = raw.decode(errors="replace") if isinstance(raw, bytes) else raw
    if match := re.fullmatch(r"again/(\d+)/([^/]+)/(.*)", text, re.DOTALL):
        return Message(id=match[2], body=match[3], attempt=int(match[1]))
    return Message(id=str(uuid.uuid4()), body=text, attempt=1)
{%- endif %}
