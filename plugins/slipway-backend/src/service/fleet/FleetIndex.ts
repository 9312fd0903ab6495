import { setImmediate as others } from 'node:timers/promises';
import { FleetService } from '@slipway/plugin-slipway-common';
import { KnownEntity } from '../../entities/EntityDirectory';
import { Clock, isoNow, systemClock } from '../../lib/clock';
import { Revisioned, StateDocument, StateStore } from '../../store';
import { Known } from '../answer';
import { preparedOf } from './prepared';
import { rowOf } from './row';
import { summaryOf } from './summary';

const PAGE = 500;
/** As many rows are made some milliseconds long. */
const ROWS_AT_ONCE = 50;
/** Moves with every listing, and no list of services says it. */
const UNLISTED = 'use';

interface Of {
  documents: Map<string, Revisioned<StateDocument>>;
  /** Grows with every change, so that a row knows whether it is still true. */
  changes: number;
}

interface Row {
  entity: KnownEntity;
  changes: number;
  health: Known['health'];
  row: FleetService;
}

/**
 * Summaries of all services, in every replica, brought up to date from the database when somebody asks: what is read
 * is what changed since somebody asked last.
 */
export class FleetIndex {
  private readonly services = new Map<string, Of>();
  private readonly rows = new Map<string, Row>();
  private health: Known['health'] = [];
  private revision = -1;
  private after: Parameters<StateStore['documentsAfter']>[0];
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly store: Pick<
      StateStore,
      'revision' | 'documentsAfter' | 'health'
    >,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Who asks while it is being refreshed may have asked for what came later. */
  async refresh(): Promise<void> {
    await this.refreshing?.catch(() => {});
    this.refreshing ??= this.read().finally(() => {
      this.refreshing = undefined;
    });
    await this.refreshing;
  }

  /**
   * What lists show of entities. When a source stops to answer, thousands of rows are made anew: others get their turn
   * in between.
   */
  async rowsOf(entities: readonly KnownEntity[]): Promise<FleetService[]> {
    const rows: FleetService[] = [];
    let made = 0;
    for (const entity of entities) {
      const known = this.rows.get(entity.entityRef)?.row;
      const row = this.row(entity);
      rows.push(row);
      if (row !== known) {
        preparedOf(row);
        made += 1;
        if (made % ROWS_AT_ONCE === 0) {
          await others();
        }
      }
    }
    return rows;
  }

  private row(entity: KnownEntity): FleetService {
    const { entityRef, service } = entity;
    const of = this.services.get(service);
    const changes = of?.changes ?? 0;
    const known = this.rows.get(entityRef);
    if (
      known &&
      known.entity === entity &&
      known.changes === changes &&
      known.health === this.health
    ) {
      return known.row;
    }
    const row = rowOf(entity, this.known(service));
    this.rows.set(entityRef, { entity, changes, health: this.health, row });
    return row;
  }

  /** The summaries of a service. */
  known(service: string): Known {
    const of = this.services.get(service);
    return {
      documents: [...(of?.documents.values() ?? [])],
      health: this.health,
    };
  }

  /** Forgets the rows of entities that are no more. */
  keep(entities: readonly KnownEntity[]) {
    if (this.rows.size > entities.length) {
      const there = new Set(entities.map(({ entityRef }) => entityRef));
      for (const entityRef of this.rows.keys()) {
        if (!there.has(entityRef)) {
          this.rows.delete(entityRef);
        }
      }
    }
  }

  private async read() {
    const { store } = this;
    const revision = await store.revision();
    if (revision === this.revision) {
      return;
    }
    const health = await store.health();
    let page: Awaited<ReturnType<StateStore['documentsAfter']>>;
    do {
      page = await store.documentsAfter(this.after, PAGE);
      page
        .filter(({ value }) => value.aspect !== UNLISTED)
        .forEach(document => this.take(document));
      this.after = page.at(-1) ?? this.after;
    } while (page.length === PAGE);
    // Rows say whether a source answers, and not when it did last: thousands of them stay as they are while all that is
    // new is that sources were heard again.
    if (statesOf(health) !== statesOf(this.health)) {
      this.health = health;
    }
    this.revision = revision;
  }

  private take({ value, revision }: Revisioned<StateDocument>) {
    const { aspect, subject } = value;
    const { service, environment, cluster, namespace } = subject;
    // What is late by time alone is written anew when it becomes so.
    const context = { environment, now: isoNow(this.clock) };
    const of = this.services.get(service) ?? {
      documents: new Map<string, Revisioned<StateDocument>>(),
      changes: 0,
    };
    of.changes += 1;
    of.documents.set([aspect, environment, cluster, namespace].join('/'), {
      // A summary stands where the state was; what reads these documents asks for nothing else.
      value: {
        ...value,
        state: (value.state &&
          summaryOf(aspect, value.state, context)) as StateDocument['state'],
      },
      revision,
    });
    this.services.set(service, of);
  }
}

function statesOf(health: Known['health']): string {
  return health.map(({ id, value }) => `${id} ${value?.state}`).join('\n');
}
