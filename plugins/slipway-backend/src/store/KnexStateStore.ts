import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { SourceHealth } from '@slipway/plugin-slipway-common';
import { Knex } from 'knex';
import {
  HistoryEntry,
  Revisioned,
  StateChanges,
  StateDocument,
  StateStore,
} from './types';

const migrations = resolvePackagePath(
  '@slipway/plugin-slipway-backend',
  'migrations',
);

interface DocumentRow {
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  source: string;
  document: string | null;
  at: string;
  revision: number;
}

interface RevisionRow {
  name: string;
  value: number;
}

interface HealthRow {
  id: string;
  document: string | null;
  revision: number;
}

/** SQLite and PostgreSQL alike. */
export class KnexStateStore implements StateStore {
  static async create(database: DatabaseService): Promise<KnexStateStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({ directory: migrations });
    }
    return new KnexStateStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async documentsOf(service: string): Promise<Revisioned<StateDocument>[]> {
    const rows = await this.knex<DocumentRow>('environment_state').where({
      service,
    });
    return rows.map(row => ({
      value: toDocument(row),
      revision: row.revision,
    }));
  }

  async allDocuments(): Promise<StateDocument[]> {
    const rows = await this.knex<DocumentRow>('environment_state');
    return rows.map(toDocument);
  }

  async health(): Promise<
    ({ id: string } & Revisioned<SourceHealth | undefined>)[]
  > {
    const rows = await this.knex<HealthRow>('source_health').orderBy('id');
    return rows.map(({ id, document, revision }) => ({
      id,
      value: document === null ? undefined : JSON.parse(document),
      revision,
    }));
  }

  async write(
    changes: StateChanges,
    { visible }: { visible: boolean },
  ): Promise<{ revision: number }> {
    return this.knex.transaction(async tx => {
      if (visible) {
        await tx('revision').where({ name: 'state' }).increment('value', 1);
      }
      const [{ value: revision }] = await tx<RevisionRow>('revision')
        .where({ name: 'state' })
        .select();
      for (const document of changes.documents) {
        await tx('environment_state')
          .insert(toRow(document, revision))
          .onConflict(['service', 'environment', 'cluster', 'namespace'])
          .merge();
      }
      for (const health of changes.health) {
        // A revision tells of changes that readers see; that a source was heard again is none.
        const columns = visible ? ['document', 'revision'] : ['document'];
        const document = JSON.stringify(health);
        await tx('source_health')
          .insert({ id: health.id, document, revision })
          .onConflict('id')
          .merge(columns);
      }
      if (changes.retired.length > 0) {
        await tx('source_health')
          .whereIn('id', changes.retired)
          .update({ document: null, revision });
      }
      if (changes.history.length > 0) {
        await tx.batchInsert('history', changes.history.map(historyRow), 50);
      }
      return { revision };
    });
  }
}

function toDocument(row: DocumentRow): StateDocument {
  const { service, environment, cluster, namespace, source, at } = row;
  return {
    subject: { service, environment, cluster, namespace },
    source,
    state: row.document === null ? undefined : JSON.parse(row.document),
    at,
  };
}

function toRow(document: StateDocument, revision: number): DocumentRow {
  const { subject, source, state, at } = document;
  return {
    ...subject,
    source,
    document: state === undefined ? null : JSON.stringify(state),
    at,
    revision,
  };
}

function historyRow(entry: HistoryEntry) {
  const { subject, at, kind } = entry;
  const json = (value: unknown) =>
    value === undefined ? null : JSON.stringify(value);
  return {
    ...subject,
    at,
    kind,
    workload: entry.kind === 'version' ? entry.workload : null,
    before: entry.kind === 'removed' ? null : json(entry.before),
    after: entry.kind === 'removed' ? null : json(entry.after),
  };
}
