import pg from 'pg';
import type { Config } from '../core/config.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import type { Need } from './watch.ts';

export function openPostgres(config: Config['postgres']): Need & { client: pg.Pool } {
  const client = new pg.Pool({ ...config, connectionTimeoutMillis: 3000 });
  // A connection that waits for its next use may be lost meanwhile; another one is made.
  client.on('error', () => undefined);
  let migrated = false;
  return {
    client,
    // The first answer of the database is the schema that this version needs.
    async check() {
      if (!migrated) {
        await migrate(client, migrations);
        migrated = true;
      }
      await client.query('SELECT 1');
    },
    close: () => client.end(),
  };
}
