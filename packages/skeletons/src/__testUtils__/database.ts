import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROGRAMS = '/usr/lib/postgresql';
const BLOCKED = 'SELECT pid FROM pg_locks WHERE NOT granted';
const HOLDERS = `SELECT pid FROM pg_stat_activity WHERE query LIKE '%LOCK TABLE %pg_sleep%' AND pid <> pg_backend_pid()`;

/** Where Debian has the programs of PostgreSQL. */
export function postgresBin(): string {
  return join(PROGRAMS, readdirSync(PROGRAMS).sort().pop()!, 'bin');
}

/** A way into a database beside the service's own. */
export function database(variables: Record<string, string>) {
  const ask = async (sql: string): Promise<string[]> => {
    const { stdout } = await promisify(execFile)(
      join(postgresBin(), 'psql'),
      ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '-c', sql],
      {
        env: {
          PGHOST: variables.POSTGRES_HOST,
          PGPORT: variables.POSTGRES_PORT,
          PGDATABASE: variables.POSTGRES_DB,
          PGUSER: variables.POSTGRES_USER,
          PGPASSWORD: variables.POSTGRES_PASSWORD,
        },
      },
    );
    return stdout.split('\n').filter(Boolean);
  };
  return {
    ask,
    /** Holds up whoever writes to the table. */
    async lock(table: string) {
      const held = ask(`BEGIN; LOCK TABLE ${table}; SELECT pg_sleep(600)`);
      held.catch(() => {});
      while (!(await ask(HOLDERS)).length) {
        // It is just being taken.
      }
      const letGo = async () => {
        await ask(
          `SELECT pg_terminate_backend(pid) FROM (${HOLDERS}) AS holders`,
        );
        await held.catch(() => {});
      };
      return {
        holdsUp: async () => (await ask(BLOCKED)).length > 0,
        letGo,
        /** Fails what is held up, and lets go. */
        async breakOff() {
          await ask(
            `SELECT pg_cancel_backend(pid) FROM (${BLOCKED}) AS blocked`,
          );
          await letGo();
        },
      };
    },
  };
}
