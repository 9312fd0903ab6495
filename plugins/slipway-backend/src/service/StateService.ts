import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EnvironmentTarget } from '@slipway/model';
import {
  DeploymentsResponse,
  EntityMetrics,
  EntityState,
  FirstDay,
  HistoryPage,
  SourceHealth,
  deliveryMetricsOf,
  slipwaySourcesReadPermission,
  slipwayStateReadPermission,
} from '@slipway/plugin-slipway-common';
import {
  EntityDirectory,
  KnownEntity,
  knownOf,
} from '../entities/EntityDirectory';
import { Identity } from '../entities/identity';
import { FirstDayLooker, youngOf } from '../firstDay';
import { Clock, isoNow } from '../lib/clock';
import { Repository } from '../sources/git/repository';
import { ServerError } from '../sources/servers/problems';
import { StateReads } from '../store';
import {
  AssembleInput,
  assembleDeployments,
  assembleState,
  environmentsFound,
  inputFor,
  revisionOf,
  sourcesOf,
} from './assemble';
import { eventsSince } from './eventsSince';
import { Readers } from './Readers';

export interface EntityName {
  kind: string;
  namespace: string;
  name: string;
}

export interface HistoryPageQuery {
  kinds?: string[];
  limit: number;
  cursor?: string;
}

export interface StateServiceOptions {
  store: StateReads;
  catalog: CatalogService;
  permissions: PermissionsService;
  readers: Readers;
  entities: Pick<EntityDirectory, 'find'>;
  clock: Clock;
  looker: Pick<FirstDayLooker, 'look'>;
  repositoryOf: (location: string) => Repository | undefined;
}

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** What routes and actions read: always as somebody, always from the store. */
export class StateService {
  constructor(private readonly options: StateServiceOptions) {}

  async deployments(
    name: EntityName,
    credentials: BackstageCredentials,
  ): Promise<DeploymentsResponse> {
    return assembleDeployments(await this.read(name, credentials));
  }

  async state(
    name: EntityName,
    credentials: BackstageCredentials,
  ): Promise<EntityState> {
    return assembleState(await this.read(name, credentials));
  }

  async sources(credentials: BackstageCredentials): Promise<SourceHealth[]> {
    const { permissions, store } = this.options;
    const [decision] = await permissions.authorize(
      [{ permission: slipwaySourcesReadPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`Needs ${slipwaySourcesReadPermission.name}`);
    }
    const health = await store.health();
    return health.flatMap(({ value }) => value ?? []);
  }

  async history(
    name: EntityName,
    { kinds, limit, cursor }: HistoryPageQuery,
    credentials: BackstageCredentials,
  ): Promise<HistoryPage> {
    const { entityRef, ...identity } = await this.allowed(name, credentials);
    const { service } = identity;
    const environments = await this.environmentsOf(identity);
    // One more tells whether there is another page.
    const found = await this.options.store.history({
      service,
      environments: environments.map(target => target.name),
      ...(kinds && { kinds }),
      limit: limit + 1,
      ...(cursor !== undefined && { after: readCursor(cursor) }),
    });
    const events = found.slice(0, limit);
    const last = events.at(-1);
    return {
      entityRef,
      events,
      ...(last && found.length > limit && { next: `${last.at}_${last.id}` }),
    };
  }

  /** How well it was delivered in the last so many days. */
  async metrics(
    name: EntityName,
    days: number,
    credentials: BackstageCredentials,
  ): Promise<EntityMetrics> {
    const { clock, store } = this.options;
    const { entityRef, ...identity } = await this.allowed(name, credentials);
    const environments = await this.environmentsOf(identity);
    // The window ends with the hour: the answer changes when something happened, and not with every minute.
    const end = Math.ceil(clock.now() / HOUR_MS) * HOUR_MS;
    const [from, to] = [end - days * DAY_MS, end].map(ms =>
      new Date(ms).toISOString(),
    );
    const events = await eventsSince(store, from, {
      service: identity.service,
      environments: environments.map(target => target.name),
    });
    return {
      entityRef,
      from,
      to,
      environments: environments.map(target => ({
        name: target.name,
        cluster: target.cluster,
        namespace: target.namespace,
        ...deliveryMetricsOf(
          events.filter(
            ({ environment, cluster }) =>
              environment === target.name && cluster === target.cluster,
          ),
          { from, to },
        ),
      })),
    };
  }

  /** Looks up just now what it still needs: for a task, which may wait for the answers. */
  async firstDay(
    name: EntityName,
    credentials: BackstageCredentials,
    signal: AbortSignal,
  ): Promise<FirstDay> {
    const { clock, looker, permissions, repositoryOf } = this.options;
    const { entity } = await this.allowed(name, credentials);
    const [create] = await permissions.authorize(
      [{ permission: taskCreatePermission }],
      { credentials },
    );
    if (create.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`Needs ${taskCreatePermission.name}`);
    }
    const none = (unread: string) => ({
      at: isoNow(clock),
      items: [],
      unread,
    });
    const young = youngOf(entity, repositoryOf);
    if (!young) {
      return none(
        'it does not say where it runs, or lies on a Git host that the portal is not integrated with',
      );
    }
    try {
      const items = await looker.look(young, signal);
      return items
        ? { at: isoNow(clock), items }
        : none(`its repository has no slipway.yaml of ${young.service}`);
    } catch (error) {
      if (error instanceof ServerError) {
        return none(`its repository cannot be read: ${error.message}`);
      }
      throw error;
    }
  }

  private async environmentsOf(
    identity: Pick<Identity, 'service' | 'environments' | 'only'>,
  ): Promise<EnvironmentTarget[]> {
    return (
      identity.environments ??
      environmentsFound(
        identity,
        await this.options.store.documentsOf(identity.service),
      )
    );
  }

  private async read(
    name: EntityName,
    credentials: BackstageCredentials,
  ): Promise<AssembleInput> {
    const { readers, store } = this.options;
    const { entityRef, ...identity } = await this.allowed(name, credentials);
    const { service } = identity;
    const [documents, health] = await Promise.all([
      store.documentsOf(service),
      store.health(),
    ]);
    const known = inputFor({ entityRef, ...identity }, { documents, health });
    readers.looked(entityRef, service, sourcesOf(known), revisionOf(known));
    return known;
  }

  /** What is read is named by the entity, never by the request. */
  private async allowed(name: EntityName, credentials: BackstageCredentials) {
    const { entities, permissions } = this.options;
    const entityRef = stringifyEntityRef(name);
    const known = entities.find(entityRef);
    const [state, seen] = await permissions.authorize(
      [
        { permission: slipwayStateReadPermission, resourceRef: entityRef },
        { permission: catalogEntityReadPermission, resourceRef: entityRef },
      ],
      { credentials },
    );
    const identity = known ?? (await this.fromCatalog(entityRef, credentials));
    if (!identity || seen.result !== AuthorizeResult.ALLOW) {
      throw new NotFoundError(`No entity ${entityRef}`);
    }
    if (state.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Needs ${slipwayStateReadPermission.name} on ${entityRef}`,
      );
    }
    const { service, environments, only } = identity;
    return { entityRef, service, environments, only, entity: identity };
  }

  /** What the catalog has got since it was read, or what carries none of the signs. */
  private async fromCatalog(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<KnownEntity | undefined> {
    const { catalog } = this.options;
    const entity = await catalog.getEntityByRef(entityRef, { credentials });
    return entity && knownOf(entity);
  }
}

function readCursor(cursor: string): { at: string; id: number } {
  const [, at, id] = /^([0-9TZ:.-]{10,40})_(\d{1,15})$/.exec(cursor) ?? [];
  if (!at) {
    throw new InputError(
      'The cursor is none that a page of this list gave; begin without one',
    );
  }
  return { at, id: Number(id) };
}
