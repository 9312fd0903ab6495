/**
 * Which replica of the back end reads what. Times are the database's own, in milliseconds: the replicas' clocks may differ.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('lease', table => {
    table.comment('Who alone may read a part of the world, and write of it');
    table.string('name').primary().comment('A source, e.g. kubernetes/eu-1');
    table.string('owner').notNullable();
    table
      .integer('epoch')
      .notNullable()
      .comment('Grows with every owner: what an older one writes is refused');
    table.bigInteger('until').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lease');
};
