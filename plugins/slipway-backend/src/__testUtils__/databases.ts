import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import createKnex, { Knex } from 'knex';
import { Postgres, hasPooler, startPooler } from './postgres';

const BEHIND = 'PostgreSQL behind PgBouncer';

/**
 * SQLite; PostgreSQL where somebody says how to reach one (CONTRIBUTING.md has the variable); and one of our own behind
 * PgBouncer in transaction mode, where both are installed.
 */
export function testDatabases() {
  const plain = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
    disableDocker: true,
  });
  const ids = plain.eachSupportedId().map(([id]) => id as string);
  let postgres: Postgres | undefined;
  let pooler: Awaited<ReturnType<typeof startPooler>> | undefined;
  const open: Knex[] = [];

  if (hasPooler) {
    // Its connections are few, and a busy machine has many who want them.
    jest.setTimeout(30_000);
    ids.push(BEHIND);
    beforeAll(async () => {
      postgres = await Postgres.start();
      pooler = await startPooler(postgres);
    }, 60_000);
    afterAll(async () => {
      await Promise.all(open.map(knex => knex.destroy()));
      await pooler?.stop();
      await postgres?.stop();
    }, 30_000);
  }

  return {
    ids,
    async init(id: string): Promise<Knex> {
      if (id !== BEHIND) {
        return plain.init(id as TestDatabaseId);
      }
      const database = `test_${open.length}`;
      const admin = createKnex({ client: 'pg', connection: postgres!.url() });
      await admin.raw(`create database ${database}`);
      await admin.destroy();
      const knex = createKnex({
        client: 'pg',
        connection: pooler!.url.replace(/postgres$/, database),
      });
      open.push(knex);
      return knex;
    },
  };
}
