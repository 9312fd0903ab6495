{% if shapes.http or shapes.grpc or shapes.worker or shapes.job -%}
import type { Pool } from 'pg';

/** The table of greetings. It shows the style; replace it with your own. */
export interface Greetings {
{%- if shapes.http or shapes.grpc %}
  /** What somebody is greeted with; nothing where nobody said. */
  message(name: string): Promise<string | undefined>;
{%- endif %}
{%- if shapes.http or shapes.grpc or (shapes.worker and queues.any) %}
  /** Says what somebody is greeted with from now on. Saying it twice changes nothing. */
  put(name: string, message: string): Promise<void>;
{%- endif %}
{%- if shapes.job or (shapes.worker and not queues.any) %}
  /** Takes out greetings that say nothing, and tells how many they were. Doing it twice changes nothing. */
  tidy(): Promise<number>;
{%- endif %}
}

export function greetingsIn(pool: Pool): Greetings {
  return {
{%- if shapes.http or shapes.grpc %}
    async message(name) {
      const { rows } = await pool.query<{ message: string }>('SELECT message FROM greetings WHERE name = $1', [name]);
      return rows[0]?.message;
    },
{%- endif %}
{%- if shapes.http or shapes.grpc or (shapes.worker and queues.any) %}
    async put(name, message) {
      await pool.query(
        `INSERT INTO greetings (name, message) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET message = excluded.message`,
        [name, message],
      );
    },
{%- endif %}
{%- if shapes.job or (shapes.worker and not queues.any) %}
    async tidy() {
      const { rowCount } = await pool.query("DELETE FROM greetings WHERE message = ''");
      return rowCount ?? 0;
    },
{%- endif %}
  };
}
{% endif -%}
