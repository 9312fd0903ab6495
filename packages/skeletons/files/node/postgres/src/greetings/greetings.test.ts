{% if shapes.http or shapes.grpc or shapes.worker or shapes.job -%}
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import pg from 'pg';
import { fromEnvironment } from '../core/config.ts';
import { migrate } from '../needs/migrate.ts';
import { migrations } from '../needs/migrations.ts';
import { greetingsIn } from './greetings.ts';

/** Something to do with the database that the environment names. */
async function connected(use: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const pool = new pg.Pool(fromEnvironment(process.env, {}).postgres);
  try {
    await use(pool);
  } finally {
    await pool.end();
  }
}

it('says that the database is away', async () => {
  const pool = new pg.Pool({ host: '127.0.0.1', port: 1 });
  await assert.rejects(migrate(pool, migrations), /ECONNREFUSED/);
  await pool.end();
});

// With the database that the environment names, where it says that tests may write there.
if (process.env.TEST_NEEDS) {
  it('is kept in the database', () =>
    connected(async pool => {
      // The second time nothing is left to do.
      await migrate(pool, migrations);
      await migrate(pool, migrations);
      const greetings = greetingsIn(pool);
      const name = `test ${randomUUID()}`;
{%- if shapes.http or shapes.grpc %}
      assert.equal(await greetings.message(name), undefined);
{%- endif %}
{%- if shapes.http or shapes.grpc or (shapes.worker and queues.any) %}
      for (const message of ['Hello', 'Good morning', 'Good morning']) {
        await greetings.put(name, message);
      }
{%- endif %}
{%- if shapes.http or shapes.grpc %}
      assert.equal(await greetings.message(name), 'Good morning');
{%- endif %}
{%- if shapes.job or (shapes.worker and not queues.any) %}
      await pool.query("INSERT INTO greetings (name, message) VALUES ($1, '')", [`${name} of nothing`]);
      assert.ok((await greetings.tidy()) >= 1);
{%- endif %}
      await pool.query('DELETE FROM greetings WHERE name = $1', [name]);
    }));

  it('is all migrated, or nothing of it', () =>
    connected(async pool => {
      const name = `half_${randomUUID().replaceAll('-', '_')}`;
      await assert.rejects(migrate(pool, { [name]: `CREATE TABLE ${name} ()`, broken: 'CREATE nothing' }), /syntax error/);
      const { rows } = await pool.query('SELECT to_regclass($1) AS found', [name]);
      assert.deepEqual(rows, [{ found: null }]);
    }));
}
{% endif -%}
