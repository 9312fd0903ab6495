/**
 * What changed since somebody asked last is looked for again and again; without an index each time in everything.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('state', table => {
    table.index('revision');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('state', table => {
    table.dropIndex('revision');
  });
};
