import type { Pool } from 'pg';

/** The table of greetings. It shows the style; replace it with your own. */
export interface Greetings {
  /** What somebody is greeted with; nothing where nobody said. */
  message(name: string): Promise<string | undefined>;
  /** Says what somebody is greeted with from now on. Saying it twice changes nothing. */
  put(name: string, message: string): Promise<void>;
}

export function greetingsIn(pool: Pool): Greetings {
  return {
    async message(name) {
      const { rows } = await pool.query<{ message: string }>('SELECT message FROM greetings WHERE name = $1', [name]);
      return rows[0]?.message;
    },
    async put(name, message) {
      await pool.query(
        `INSERT INTO greetings (name, message) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET message = excluded.message`,
        [name, message],
      );
    },
  };
}
