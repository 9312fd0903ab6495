import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { Remembered } from '../notifications/decide';

interface Row {
  id: string;
  document: string;
}

const idOf = (id: string) =>
  createHash('sha256').update(id).digest('base64url');

/** What owners were told of. */
export class KnexTroubleStore {
  constructor(private readonly knex: Knex) {}

  async all(): Promise<Remembered[]> {
    const rows = await this.knex<Row>('troubles').select();
    return rows.map(({ document }) => JSON.parse(document));
  }

  async put(remembered: Remembered): Promise<void> {
    await this.knex<Row>('troubles')
      .insert({
        id: idOf(remembered.trouble.id),
        document: JSON.stringify(remembered),
      })
      .onConflict('id')
      .merge();
  }

  async remove(id: string): Promise<void> {
    await this.knex<Row>('troubles')
      .where({ id: idOf(id) })
      .delete();
  }
}
