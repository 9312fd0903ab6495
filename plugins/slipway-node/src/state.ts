import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type {
  BackupsPage,
  DuePage,
  DueQuery,
  EntityAspect,
  EntityMetrics,
  EntityState,
  EnvironmentState,
  FleetPage,
  FleetQuery,
  HistoryKind,
  HistoryPage,
  QuotasPage,
  SourceHealth,
} from '@slipway/plugin-slipway-common';
import { DefaultApiClient, GetFleet, TypedResponse } from './schema/openapi';

/** Whose permissions decide what is seen. */
export interface OnBehalf {
  credentials: BackstageCredentials;
}

/** A state with some aspects of each environment. */
export type SomeState<A extends EntityAspect> = Omit<
  EntityState,
  'environments'
> & {
  environments: (Omit<EnvironmentState, EntityAspect> &
    Pick<EnvironmentState, A>)[];
};

/** What Slipway knows of services, for other back ends. Nothing that is asked here reaches a cluster. */
export interface SlipwayState {
  /** Of each environment all that is known, or only some aspects. */
  getState<A extends EntityAspect = EntityAspect>(
    entityRef: string,
    options: OnBehalf & { fields?: A[] },
  ): Promise<SomeState<A>>;
  getHistory(
    entityRef: string,
    query: { kinds?: HistoryKind[]; limit?: number; cursor?: string },
    options: OnBehalf,
  ): Promise<HistoryPage>;
  getMetrics(
    entityRef: string,
    query: { days?: number },
    options: OnBehalf,
  ): Promise<EntityMetrics>;
  getFleet(query: FleetQuery, options: OnBehalf): Promise<FleetPage>;
  getQuotas(
    query: Omit<FleetQuery, 'sort'>,
    options: OnBehalf,
  ): Promise<QuotasPage>;
  getBackups(
    query: Omit<FleetQuery, 'sort'>,
    options: OnBehalf,
  ): Promise<BackupsPage>;
  getDue(query: DueQuery, options: OnBehalf): Promise<DuePage>;
  getSources(options: OnBehalf): Promise<SourceHealth[]>;
}

/** Over the client that is generated from the API's description. */
export function createStateClient(services: {
  auth: AuthService;
  discovery: DiscoveryService;
}): SlipwayState {
  const { auth, discovery } = services;
  const client = new DefaultApiClient({
    discoveryApi: discovery,
    fetchApi: { fetch },
  });
  const read = async <T>(
    { credentials }: OnBehalf,
    ask: (options: { token: string }) => Promise<TypedResponse<T>>,
  ): Promise<T> => {
    const options = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'slipway',
    });
    const response = await ask(options);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response as Response);
    }
    return response.json();
  };
  return {
    async getState<A extends EntityAspect>(
      entityRef: string,
      { fields, ...whose }: OnBehalf & { fields?: A[] },
    ) {
      const request = { path: parseEntityRef(entityRef), query: { fields } };
      const state = await read(whose, o => client.getState(request, o));
      return state as unknown as SomeState<A>;
    },
    getHistory: (entityRef, query, whose) =>
      read(whose, o =>
        client.getHistory({ path: parseEntityRef(entityRef), query }, o),
      ) as Promise<HistoryPage>,
    getMetrics: (entityRef, query, whose) =>
      read(whose, o =>
        client.getMetrics({ path: parseEntityRef(entityRef), query }, o),
      ) as Promise<EntityMetrics>,
    getFleet: (query, whose) =>
      read(whose, o => client.getFleet(of(query), o)) as Promise<FleetPage>,
    getQuotas: (query, whose) =>
      read(whose, o => client.getQuotas(of(query), o)) as Promise<QuotasPage>,
    getBackups: (query, whose) =>
      read(whose, o => client.getBackups(of(query), o)) as Promise<BackupsPage>,
    getDue: (query, whose) =>
      read(whose, o => client.getDue(of(query), o)) as Promise<DuePage>,
    getSources: async whose => {
      const { sources } = await read(whose, o => client.getSources({}, o));
      return sources as SourceHealth[];
    },
  };
}

/** Verdicts and aspects are text where people choose them; whether there are such the API says. */
function of(query: FleetQuery): GetFleet {
  return { query: query as GetFleet['query'] };
}

/** What Slipway knows of services, for whoever a back end asks on behalf of. */
export const stateServiceRef = createServiceRef<SlipwayState>({
  id: 'slipway.state',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: services => createStateClient(services),
    }),
});
