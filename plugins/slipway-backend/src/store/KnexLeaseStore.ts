import { Knex } from 'knex';
import { Lease, LeaseStore } from './types';

interface LeaseRow {
  name: string;
  owner: string;
  epoch: number;
  until: number;
}

/** Milliseconds by the database's clock: the one that all replicas have. */
function databaseTime(knex: Knex): Knex.Raw {
  return knex.client.config.client === 'pg'
    ? knex.raw('(extract(epoch from clock_timestamp()) * 1000)::bigint')
    : knex.raw("cast((julianday('now') - 2440587.5) * 86400000 as integer)");
}

/** Each step is one statement, so that it holds behind a pooler that hands out a connection for one transaction. */
export class KnexLeaseStore implements LeaseStore {
  constructor(
    private readonly knex: Knex,
    private readonly time: () => Knex.Raw = () => databaseTime(knex),
  ) {}

  async take(
    name: string,
    owner: string,
    ttlMs: number,
  ): Promise<Lease | undefined> {
    const { knex } = this;
    const until = this.after(ttlMs);
    await knex('lease')
      .insert({ name, owner: '', epoch: 0, until: 0 })
      .onConflict('name')
      .ignore();
    const taken = await knex('lease')
      .where({ name })
      .where('until', '<', this.time())
      .update({ owner, epoch: knex.raw('epoch + 1'), until });
    if (!taken) {
      return undefined;
    }
    const row = await knex<LeaseRow>('lease').where({ name, owner }).first();
    return row && { name, owner, epoch: Number(row.epoch) };
  }

  async renew({ name, owner, epoch }: Lease, ttlMs: number): Promise<boolean> {
    // One that ran out is still ours, as long as nobody else took it.
    const renewed = await this.knex('lease')
      .where({ name, owner, epoch })
      .update({ until: this.after(ttlMs) });
    return renewed > 0;
  }

  async release({ name, owner, epoch }: Lease): Promise<void> {
    await this.knex('lease').where({ name, owner, epoch }).update({ until: 0 });
  }

  private after(ttlMs: number): Knex.Raw {
    return this.knex.raw('? + ?', [this.time(), ttlMs]);
  }
}
