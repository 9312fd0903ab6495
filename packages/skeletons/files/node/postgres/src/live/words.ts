{% if shapes.realtime -%}
import type { Pool } from 'pg';
import type { Message } from './bus.ts';

/** How many words of a room whoever comes in hears of. */
export const REMEMBERED = 20;

/** Knows what was said last in each room. */
export interface Memory {
  /** Remembers what was said, and forgets what is no longer among the last words of the room. */
  keep(message: Message): Promise<void>;
  /** In the order in which it was said. */
  last(room: string): Promise<string[]>;
}

/** The table of words. */
export function wordsIn(pool: Pool): Memory {
  return {
    async keep({ room, text }) {
      await pool.query(
        `WITH said AS (INSERT INTO words (room, text) VALUES ($1, $2))
         DELETE FROM words WHERE room = $1 AND id <= (
           SELECT id FROM words WHERE room = $1 ORDER BY id DESC OFFSET $3 - 1 LIMIT 1
         )`,
        [room, text, REMEMBERED],
      );
    },
    async last(room) {
      const { rows } = await pool.query<{ text: string }>(
        `SELECT text FROM (SELECT id, text FROM words WHERE room = $1 ORDER BY id DESC LIMIT $2) AS last
         ORDER BY id`,
        [room, REMEMBERED],
      );
      return rows.map(({ text }) => text);
    },
  };
}
{% endif -%}
