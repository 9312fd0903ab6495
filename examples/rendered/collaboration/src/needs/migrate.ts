import type { Pool, PoolClient } from 'pg';

/** Held for a transaction rather than a session, which a pooler may give to another; any number that nobody else takes. */
const LOCK = 7_235_410_961;

/** Brings the schema to what this version needs. Replicas that start together take turns; it is all done, or nothing of it. */
export async function migrate(pool: Pool, migrations: Record<string, string>): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    await apply(connection, migrations);
    await connection.query('COMMIT');
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
}

async function apply(connection: PoolClient, migrations: Record<string, string>): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  await connection.query(
    'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const { rows } = await connection.query<{ name: string }>('SELECT name FROM migrations');
  const applied = new Set(rows.map(({ name }) => name));
  for (const [name, sql] of Object.entries(migrations)) {
    if (!applied.has(name)) {
      await connection.query(sql);
      await connection.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    }
  }
}
