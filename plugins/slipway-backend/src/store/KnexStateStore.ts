import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  Aspect,
  HistoryEvent,
  SourceHealth,
} from '@slipway/plugin-slipway-common';
import { Knex } from 'knex';
import { inParts } from '../lib/parts';
import {
  Changes,
  DocumentKey,
  DocumentMark,
  HistoryEntry,
  HistoryQuery,
  Lease,
  LeaseLost,
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
  aspect: Aspect;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  source: string;
  document: string | null;
  digest: string;
  at: string;
  revision: number;
}

const keyColumns = [
  'aspect',
  'service',
  'environment',
  'cluster',
  'namespace',
] as const;

/** More would be more parameters than a statement may have. */
const AT_ONCE = 50;

interface HistoryRow {
  id: number;
  aspect: Aspect;
  service: string;
  environment: string;
  cluster: string;
  at: string;
  kind: HistoryEvent['kind'];
  workload: string | null;
  before: string | null;
  after: string | null;
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

  async documentsOf(
    ...services: string[]
  ): Promise<Revisioned<StateDocument>[]> {
    const found: Revisioned<StateDocument>[] = [];
    for (const some of inParts(services, AT_ONCE)) {
      const rows = await this.knex<DocumentRow>('state').whereIn(
        'service',
        some,
      );
      found.push(...rows.map(revisioned));
    }
    return found;
  }

  async documentsAfter(
    last: Revisioned<DocumentKey> | undefined,
    limit: number,
    aspect?: Aspect,
  ): Promise<Revisioned<StateDocument>[]> {
    const order = ['revision', ...keyColumns];
    const rows = await this.knex<DocumentRow>('state')
      .whereNot({ service: '' })
      .modify(query => {
        if (aspect) {
          query.where({ aspect });
        }
        if (last) {
          const key = { aspect: last.value.aspect, ...last.value.subject };
          query.whereRaw(
            `(${order.join(', ')}) > (${order.map(() => '?').join(', ')})`,
            [last.revision, ...keyColumns.map(column => key[column])],
          );
        }
      })
      .orderBy(order)
      .limit(limit);
    return rows.map(revisioned);
  }

  async namespaces(
    cluster?: string,
    namespace?: string,
  ): Promise<Revisioned<StateDocument<'namespace' | 'use'>>[]> {
    const rows = await this.knex<DocumentRow>('state')
      .where({
        service: '',
        ...(cluster && { cluster }),
        ...(namespace && { namespace }),
      })
      .orderBy(['cluster', 'namespace']);
    return rows.map(revisioned) as Revisioned<
      StateDocument<'namespace' | 'use'>
    >[];
  }

  async marks(source?: string): Promise<DocumentMark[]> {
    const all = this.knex<DocumentRow>('state');
    const rows = await (source
      ? all.where({ source }).orWhereLike('source', `${source}/%`)
      : all
    ).select(...keyColumns, 'source', 'digest');
    return rows.map(row => ({
      ...keyOf(row as DocumentRow),
      source: row.source,
      digest: row.digest,
    }));
  }

  async history({
    service,
    environments,
    kinds,
    limit,
    after,
  }: HistoryQuery): Promise<HistoryEvent[]> {
    const rows = await this.knex<HistoryRow>('history')
      .where({ service })
      .whereIn('environment', environments)
      .modify(query => {
        if (kinds) {
          query.whereIn('kind', kinds);
        }
        if (after) {
          query.where(beyond =>
            beyond
              .where('at', '<', after.at)
              .orWhere(same =>
                same.where('at', after.at).where('id', '<', after.id),
              ),
          );
        }
      })
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(toEvent);
  }

  async forget(before: string): Promise<number> {
    const [past, gone] = await this.knex.transaction(tx =>
      Promise.all([
        tx('history').where('at', '<', before).delete(),
        tx('state').whereNull('document').where('at', '<', before).delete(),
      ]),
    );
    return past + gone;
  }

  async revision(): Promise<number> {
    const [{ value }] = await this.knex<RevisionRow>('revision')
      .where({ name: 'state' })
      .select();
    return value;
  }

  async changesSince(revision: number): Promise<Changes> {
    const [services, sources] = await Promise.all([
      this.knex<DocumentRow>('state')
        .where('revision', '>', revision)
        .groupBy('service')
        .select('service as name')
        .max('revision as revision'),
      this.knex<HealthRow>('source_health')
        .where('revision', '>', revision)
        .select('id as name', 'revision'),
    ]);
    const toMap = (rows: unknown) =>
      new Map(
        (rows as { name: string; revision: number }[]).map(row => [
          row.name,
          row.revision,
        ]),
      );
    return { services: toMap(services), sources: toMap(sources) };
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
    { visible, lease }: { visible: boolean; lease?: Lease },
  ): Promise<{ revision: number }> {
    return this.knex.transaction(async tx => {
      // Holds the row until the end, so that nobody takes the lease in between.
      if (lease && !(await tx('lease').where(lease).update(lease))) {
        throw new LeaseLost(lease);
      }
      if (visible) {
        await tx('revision').where({ name: 'state' }).increment('value', 1);
      }
      const [{ value: revision }] = await tx<RevisionRow>('revision')
        .where({ name: 'state' })
        .select();
      for (const some of inParts(changes.documents, AT_ONCE)) {
        await tx('state')
          .insert(some.map(document => toRow(document, revision)))
          .onConflict([...keyColumns])
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
      for (const some of inParts(changes.history, AT_ONCE)) {
        await tx('history')
          .insert(some.map(historyRow))
          .onConflict('ref')
          .ignore();
      }
      return { revision };
    });
  }
}

function keyOf(row: DocumentRow): DocumentKey {
  const { aspect, service, environment, cluster, namespace } = row;
  return { aspect, subject: { service, environment, cluster, namespace } };
}

function revisioned(row: DocumentRow): Revisioned<StateDocument> {
  const { source, digest, at, document, revision } = row;
  const state = document === null ? undefined : JSON.parse(document);
  return { value: { ...keyOf(row), source, state, digest, at }, revision };
}

function toRow(document: StateDocument, revision: number): DocumentRow {
  const { aspect, subject, source, state, digest, at } = document;
  return {
    aspect,
    ...subject,
    source,
    document: state === undefined ? null : JSON.stringify(state),
    digest,
    at,
    revision,
  };
}

function toEvent(row: HistoryRow): HistoryEvent {
  const { id, at, environment, cluster, aspect, kind } = row;
  const { workload, before, after } = row;
  return {
    id,
    at,
    environment,
    cluster,
    aspect,
    kind,
    ...(workload !== null && { workload }),
    ...(before !== null && { before: JSON.parse(before) }),
    ...(after !== null && { after: JSON.parse(after) }),
  };
}

function historyRow(entry: HistoryEntry) {
  const { aspect, subject, at, kind } = entry;
  const json = (value: unknown) =>
    value === undefined ? null : JSON.stringify(value);
  return {
    aspect,
    ...subject,
    at,
    kind,
    workload: entry.kind === 'version' ? entry.workload : null,
    before: 'before' in entry ? json(entry.before) : null,
    after: 'after' in entry ? json(entry.after) : null,
    ref: ('ref' in entry && entry.ref) || null,
  };
}
