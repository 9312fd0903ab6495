import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { Bus, Message } from './bus.ts';
import type { Memory } from './words.ts';

/** Why a guest is sent away, as the protocol numbers it. */
const GOING_AWAY = 1001;
const ONLY_TEXT = 1003;
const TOO_SLOW = 1008;
const TRY_AGAIN_LATER = 1013;

/** A guest who reads more slowly than others speak is sent away rather than remembered for ever. */
const BACKLOG = 1024 * 1024;
/** More often than proxies forget a quiet connection. */
const HEARTBEAT = 30_000;
/** Whoever comes in waits no longer to hear what was said before. */
const RECALLING = 2000;

/** The guests of this replica, by their rooms. The rooms show the style; replace them with your own. */
export interface Hub {
  join(room: string, guest: WebSocket): void;
  /** How many guests are here: replicas are added by it. */
  open(): number;
  /** Sends all guests away, who come back to another replica, and waits for them for so many milliseconds. */
  close(patience: number): Promise<void>;
}

export function createHub(bus: Bus, memory: Memory, log: Logger): Hub {
  const rooms = new Map<string, Set<WebSocket>>();
  const alive = new WeakSet<WebSocket>();
  let closed: Promise<void> | undefined;
  const guests = () => [...rooms.values()].flatMap(room => [...room]);

  /** When each has heard what was said before. What is said meanwhile waits; it may come twice, and is never missed. */
  const informed = new WeakMap<WebSocket, Promise<void>>();

  function tell(guest: WebSocket, text: string): void {
    if (guest.bufferedAmount > BACKLOG) {
      guest.close(TOO_SLOW, 'too slow');
    } else {
      guest.send(text);
    }
  }

  bus.subscribe(({ room, text }) => {
    for (const guest of rooms.get(room) ?? []) {
      void informed.get(guest)?.then(() => tell(guest, text));
    }
  });

  /** Nothing where nobody can tell: the room goes on without. */
  async function last(room: string): Promise<string[]> {
    const late = sleep(RECALLING, undefined, { ref: false }).then(() => Promise.reject(new Error('the database says nothing')));
    return Promise.race([memory.last(room), late]).catch((error: unknown) => {
      log.warn({ error }, 'what was said last is not known');
      return [];
    });
  }

  /** Those who are here hear it in any case. */
  function keep(message: Message): Promise<void> {
    return memory.keep(message).catch((error: unknown) => log.warn({ error }, 'what was said was not kept'));
  }

  const heartbeat = setInterval(() => {
    for (const guest of guests()) {
      if (!alive.delete(guest)) {
        guest.terminate();
      } else {
        guest.ping();
      }
    }
  }, HEARTBEAT);

  async function seeOff(patience: number): Promise<void> {
    clearInterval(heartbeat);
    const left = guests().map(guest => once(guest, 'close'));
    for (const guest of guests()) {
      guest.close(GOING_AWAY, 'this replica ends');
    }
    const late = setTimeout(() => {
      for (const guest of guests()) {
        guest.terminate();
      }
    }, patience);
    await Promise.all(left);
    clearTimeout(late);
    await bus.close();
  }

  return {
    join(room, guest) {
      if (closed) {
        guest.close(GOING_AWAY, 'this replica ends');
        return;
      }
      const others = rooms.get(room) ?? new Set();
      rooms.set(room, others.add(guest));
      alive.add(guest);
      informed.set(
        guest,
        last(room).then(texts => texts.forEach(text => guest.send(text))),
      );
      // One after the other, so that their order stays.
      let kept = Promise.resolve();
      guest.on('pong', () => alive.add(guest));
      guest.on('error', () => undefined);
      guest.on('message', (data: Buffer, isBinary: boolean) => {
        if (isBinary) {
          guest.close(ONLY_TEXT, 'only text is passed on');
          return;
        }
        const message = { room, text: data.toString() };
        bus.publish(message).catch((error: unknown) => {
          log.warn({ error }, 'what was said was not passed on');
          guest.close(TRY_AGAIN_LATER, 'what was said was not passed on');
        });
        kept = kept.then(() => keep(message));
      });
      guest.on('close', () => {
        others.delete(guest);
        if (others.size === 0) {
          rooms.delete(room);
        }
      });
    },
    open: () => guests().length,
    close: patience => (closed ??= seeOff(patience)),
  };
}
