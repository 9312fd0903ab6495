{%- if queues.redis -%}
import { randomUUID } from 'node:crypto';
import type { Needs } from '../needs/needs.ts';
import { attempted, leave } from '../needs/redis.ts';
import { pause } from './pause.ts';
import type { Message, Queue } from './work.ts';

/** How long a reader may say nothing before others take up what it left. */
const LEASE = 30_000;
/** How often a reader that waits looks after what waits elsewhere, in seconds. */
const LOOK = 1;
/** An answer that takes longer than this does not come. */
const PATIENCE = 10_000;

/**
 * Says that this reader lives, and puts back into the queue what has waited for its next attempt, what readers left that
 * died, and what this one itself was handed without knowing of it. The clock is the server's.
 */
const TEND = `
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
`;

/** Takes the message that was handed out last, and lets it wait. Where somebody took it up meanwhile, nothing is done. */
const LATER = `
if redis.call('LPOP', KEYS[1]) then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2], ARGV[1])
end
`;

/** Does the same, for a person to look at. */
const BURY = `
if redis.call('LPOP', KEYS[1]) then
  redis.call('LPUSH', KEYS[2], ARGV[1])
end
`;

/**
 * A list: who has work puts it in with LPUSH, and a message is what was put in. One that is worked on lies in a list of this
 * reader's own, -taken-<reader>, until it is done; -retry keeps what waits for its next attempt, with its name and the number
 * of the attempt before it; the list for dead letters keeps what a person looks at; -readers says until when each reader is
 * known to live. The queue is as safe as that Redis is: it has to write to disk, and to evict nothing.
 */
export function redisQueue(client: Needs['redis'], queue: string, dead: string, lease = LEASE): Queue {
  const reader = randomUUID();
  const taken = `${queue}-taken-${reader}`;
  const ended = new AbortController();
  const beating = beat();
  let waiting: ReturnType<typeof connect> | undefined;

  /** Who waits for a message has the connection for itself. */
  function connect() {
    const own = client.duplicate({ socket: { ...client.options.socket, socketTimeout: PATIENCE } });
    // What is wrong is told to who waits; it connects again by itself.
    own.on('error', () => undefined);
    return { client: own, connecting: own.connect().catch(() => undefined) };
  }

  async function tend(by: Needs['redis'], time: number, state: 'idle' | 'busy'): Promise<void> {
    const keys = [queue, `${queue}-retry`, `${queue}-readers`];
    await by.eval(TEND, { keys, arguments: [reader, String(time), state] });
  }

  async function beat(): Promise<void> {
    for (;;) {
      await pause(lease / 3, ended.signal);
      if (ended.signal.aborted) {
        return;
      }
      // Where the server is away, whoever waits for a message hears of it.
      await tend(client, lease, 'busy').catch(() => undefined);
    }
  }

  return {
    async receive(signal) {
      while (!signal.aborted) {
        waiting ??= connect();
        await attempted(waiting.connecting);
        await tend(waiting.client, lease, 'idle');
        // It is not broken off: what the server hands out meanwhile would be nobody's.
        const text = await waiting.client.blMove(queue, taken, 'RIGHT', 'LEFT', LOOK);
        if (text !== null && !signal.aborted) {
          return messageOf(text);
        }
      }
      return undefined;
    },
    async done() {
      await client.lPop(taken);
    },
    async retry({ id, attempt, body }, after) {
      const text = `${AGAIN}${attempt + 1}/${id}/${body}`;
      await client.eval(LATER, { keys: [taken, `${queue}-retry`], arguments: [text, String(after)] });
    },
    // Into the list for dead letters, as it was first put in; the log says why.
    async bury({ body }) {
      await client.eval(BURY, { keys: [taken, dead], arguments: [body] });
    },
    // Where the server is away, the others take up what is left when the lease ends.
    async close() {
      ended.abort();
      await beating;
      if (waiting) {
        await tend(waiting.client, 0, 'idle').catch(() => undefined);
        await leave(waiting.client, waiting.connecting);
      }
    },
  };
}

/** Marks what was tried before: again/<attempt>/<name>/<what was put in>. */
const AGAIN = 'again/';

export function messageOf(text: string): Message {
  const [, attempt, id = '', body = ''] = /^again\/(\d+)\/([^/]+)\/([^]*)$/.exec(text) ?? [];
  return attempt ? { id, body, attempt: Number(attempt) } : { id: randomUUID(), body: text, attempt: 1 };
}
{%- endif %}
