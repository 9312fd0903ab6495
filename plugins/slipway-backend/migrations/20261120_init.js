/**
 * Times are ISO 8601 in UTC as text: they sort, and read alike on SQLite and PostgreSQL.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('revision', table => {
    table.comment('The number that grows with every visible change');
    table.string('name').primary();
    table.integer('value').notNullable();
  });
  await knex('revision').insert({ name: 'state', value: 0 });

  await knex.schema.createTable('environment_state', table => {
    table.comment('What is known of one service in one environment');
    table.string('service').notNullable();
    table.string('environment').notNullable();
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('source').notNullable().comment('Which source saw it');
    table.text('document').comment('DeploymentState as JSON; null: gone');
    table.string('at').notNullable().comment('When it was seen to change');
    table.integer('revision').notNullable();
    table.primary(['service', 'environment', 'cluster', 'namespace']);
    table.index('source');
  });

  await knex.schema.createTable('source_health', table => {
    table.comment('How the sources are');
    table.string('id').primary();
    table.text('document').comment('SourceHealth as JSON; null: retired');
    table.integer('revision').notNullable();
  });

  await knex.schema.createTable('history', table => {
    table.comment('What changed; only ever added to');
    table.increments('id');
    table.string('service').notNullable();
    table.string('environment').notNullable();
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('at').notNullable();
    table.string('kind').notNullable().comment('version, verdict, removed');
    table.string('workload').comment('Which workload, where it is about one');
    table.text('before').comment('Value before, as JSON');
    table.text('after').comment('Value after, as JSON');
    table.index(['service', 'environment', 'at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('history');
  await knex.schema.dropTable('source_health');
  await knex.schema.dropTable('environment_state');
  await knex.schema.dropTable('revision');
};
