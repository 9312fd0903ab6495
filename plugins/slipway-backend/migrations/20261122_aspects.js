/**
 * One document for each aspect of a service in an environment, instead of its deployments alone; history that cannot
 * be written twice.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('state', table => {
    table.comment('What is known of one aspect, of a service or a namespace');
    table.string('aspect').notNullable().comment('deployments, quota, …');
    table.string('service').notNullable().comment('Empty: of the namespace');
    table.string('environment').notNullable();
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('source').notNullable().comment('Which source saw it');
    table.text('document').comment('The state as JSON; null: gone');
    table.string('digest').notNullable().comment('Of what the source saw');
    table.string('at').notNullable().comment('When it was seen to change');
    table.integer('revision').notNullable();
    table.primary(['aspect', 'service', 'environment', 'cluster', 'namespace']);
    table.index('service');
  });
  await knex.raw(
    `insert into state (aspect, service, environment, cluster, namespace, source, document, digest, at, revision)
     select 'deployments', service, environment, cluster, namespace, source, document,
       case when document is null then '' else 'unknown' end, at, revision
     from environment_state`,
  );
  await knex.schema.dropTable('environment_state');

  await knex.schema.alterTable('history', table => {
    table.string('aspect').notNullable().defaultTo('deployments');
    table
      .string('ref')
      .comment('What the cluster calls it: the same is never written twice');
    table.unique(['ref']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('history').whereNot('aspect', 'deployments').delete();
  await knex.schema.alterTable('history', table => {
    table.dropUnique(['ref']);
    table.dropColumn('ref');
    table.dropColumn('aspect');
  });

  await knex.schema.createTable('environment_state', table => {
    table.string('service').notNullable();
    table.string('environment').notNullable();
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('source').notNullable();
    table.text('document');
    table.string('at').notNullable();
    table.integer('revision').notNullable();
    table.primary(['service', 'environment', 'cluster', 'namespace']);
    table.index('source');
  });
  await knex.raw(
    `insert into environment_state (service, environment, cluster, namespace, source, document, at, revision)
     select service, environment, cluster, namespace, source, document, at, revision
     from state where aspect = 'deployments'`,
  );
  await knex.schema.dropTable('state');
};
