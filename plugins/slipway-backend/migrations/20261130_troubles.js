/**
 * What the owners of services were told of, so that it is told once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('troubles', table => {
    // A digest: what it stands for may be longer than a key can be.
    table.string('id', 64).primary();
    table.text('document').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('troubles');
};
