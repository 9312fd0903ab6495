import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  Answer,
  BackupsPage,
  DuePage,
  DueQuery,
  EntityAspect,
  FleetBackup,
  FleetDue,
  FleetEnvironment,
  FleetFilter,
  FleetPage,
  FleetQuery,
  FleetQuota,
  FleetService,
  QuotasPage,
  knownIn,
} from '@slipway/plugin-slipway-common';
import { EntityDirectory } from '../../entities/EntityDirectory';
import { Clock } from '../../lib/clock';
import { StateReads } from '../../store';
import { answerFor } from '../answer';
import { asDeclared, withUse } from '../assemble';
import { readable } from '../visibility';
import { FleetIndex } from './FleetIndex';
import { dueAspects, duePage, startingIn } from './due';
import { pageOf } from './page';
import { choosing, named } from './facets';
import { fleetPage } from './query';
import { Summary } from './summary';

/** Which part of a list, and of which services. */
export type ListQuery = Omit<FleetQuery, 'sort'>;

export interface FleetOptions {
  store: StateReads;
  index: FleetIndex;
  entities: Pick<EntityDirectory, 'entities' | 'find'>;
  permissions: PermissionsService;
  clock: Clock;
}

/** Lists over all services: of each one who asks sees only what he may. */
export class Fleet {
  private readonly index: FleetIndex;

  constructor(private readonly options: FleetOptions) {
    this.index = options.index;
  }

  async services(
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<FleetPage> {
    return fleetPage(await this.rows(query, credentials), query);
  }

  /** By namespace: whoever lives there shares what it allows. */
  async quotas(
    query: ListQuery,
    credentials: BackstageCredentials,
  ): Promise<QuotasPage> {
    const { store } = this.options;
    const namespaces = new Map<string, Omit<FleetQuota, 'state'>>();
    const rows = await this.rows(query, credentials);
    const chosen = choosing(rows, query);
    for (const service of rows) {
      const { environments = [] } = chosen(service) ?? {};
      for (const { cluster, namespace } of environments) {
        const at = namespaces.get(`${cluster}/${namespace}`) ?? {
          cluster,
          namespace,
          services: [],
        };
        at.services = [...new Set([...at.services, service.entityRef])];
        namespaces.set(`${cluster}/${namespace}`, at);
      }
    }
    const [documents, health] = await Promise.all([
      store.namespaces(),
      store.health(),
    ]);
    const byPlace = new Map<string, typeof documents>();
    for (const document of documents) {
      const { cluster, namespace } = document.value.subject;
      const place = `${cluster}/${namespace}`;
      byPlace.set(place, [...(byPlace.get(place) ?? []), document]);
    }
    const quotas = [...namespaces].flatMap<FleetQuota>(([place, at]) => {
      const target = { name: '', ...at };
      const known = { documents: byPlace.get(place) ?? [], health };
      const state = answerFor('namespace', target, known);
      const use = answerFor('use', target, known);
      return state.answer === 'absent'
        ? []
        : [{ ...at, state: withUse(state, use) }];
    });
    const { items, ...page } = pageOf(quotas, {
      // The fullest first.
      key: ({ state }) => -fullest(state),
      id: ({ cluster, namespace }) => `${cluster}/${namespace}`,
      limit: query.limit ?? 50,
      cursor: query.cursor,
    });
    return { quotas: items, ...page };
  }

  /** What was backed up longest ago comes first, what never was before it. */
  async backups(
    query: ListQuery,
    credentials: BackstageCredentials,
  ): Promise<BackupsPage> {
    const rows = await this.rows(query, credentials);
    const chosen = choosing(rows, query);
    const asked = rows.map(service => ({
      service,
      environments: chosen(service)?.environments ?? [],
    }));
    const backups = asked.flatMap(({ service, environments }) =>
      this.backupsOf(service, environments),
    );
    const { items, ...page } = pageOf(backups, {
      key: ({ lastSuccessAt }) => lastSuccessAt ?? '',
      id: of => [of.entityRef, of.cluster, of.namespace, of.need].join(' '),
      limit: query.limit ?? 50,
      cursor: query.cursor,
    });
    return { backups: items, ...page, ...startingIn(asked, ['backups']) };
  }

  /** What ends first comes first. */
  async due(
    query: DueQuery,
    credentials: BackstageCredentials,
  ): Promise<DuePage> {
    const rows = await this.rows(query, credentials);
    const due = rows.map(service => ({
      service,
      due: this.dueOf(service, service.environments),
    }));
    return duePage(due, query, this.options.clock.now());
  }

  private backupsOf(
    service: FleetService,
    asked: FleetEnvironment[],
  ): FleetBackup[] {
    return this.each(service, asked, 'backups', ({ summary, ...at }) =>
      (summary?.backups ?? []).map(backup => ({
        ...at,
        state: summary!.verdict.state,
        ...backup,
      })),
    );
  }

  private dueOf(service: FleetService, asked: FleetEnvironment[]): FleetDue[] {
    return dueAspects.flatMap(aspect =>
      this.each(
        service,
        // Most have nothing of it.
        asked.filter(({ aspects }) => aspects[aspect]),
        aspect,
        ({ summary, ...at }) =>
          (summary?.due ?? []).map(due => ({ ...at, ...due })),
      ),
    );
  }

  /** What the summaries of one aspect say, of each environment that is asked about. */
  private each<T>(
    { entityRef, environments }: FleetService,
    asked: FleetEnvironment[],
    aspect: EntityAspect,
    of: (
      at: Pick<
        FleetDue,
        | 'entityRef'
        | 'environment'
        | 'cluster'
        | 'namespace'
        | 'answer'
        | 'starting'
      > & { summary: Summary | undefined },
    ) => T[],
  ): T[] {
    const entity = asked.length > 0 && this.options.entities.find(entityRef);
    if (!entity) {
      // It left the catalog just now.
      return [];
    }
    const { documents, health } = this.index.known(entity.service);
    const known = { documents: asDeclared(documents, environments), health };
    return asked.flatMap(environment => {
      const { name, cluster, namespace } = environment;
      const answer = answerFor(
        aspect,
        environment,
        known,
      ) as unknown as Answer<Summary>;
      return of({
        entityRef,
        environment: name,
        cluster,
        namespace,
        answer: answer.answer,
        ...(answer.answer === 'unreachable' &&
          answer.starting && { starting: true }),
        summary: knownIn(answer),
      });
    });
  }

  private async rows(
    filter: FleetFilter,
    credentials: BackstageCredentials,
  ): Promise<readonly FleetService[]> {
    const { entities, permissions } = this.options;
    const [mine] = await Promise.all([
      readable(entities.entities, permissions, credentials),
      this.index.refresh(),
    ]);
    this.index.keep(entities.entities);
    return named(await this.index.rowsOf(mine), filter);
  }
}

function fullest(state: FleetQuota['state']): number {
  const { resources = [] } = knownIn(state) ?? {};
  return Math.max(
    0,
    ...resources.map(({ used, limit }) => (limit > 0 ? used / limit : 0)),
  );
}
