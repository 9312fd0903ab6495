import { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import createKnex, { Knex } from 'knex';
import { KnownEntity } from '../entities/EntityDirectory';
import { Claim } from '../entities/identity';
import { Ownership } from '../service/Ownership';
import { StateWriter } from '../service/StateWriter';
import { createTelemetry } from '../service/telemetry';
import { KubernetesSource } from '../sources/kubernetes/KubernetesSource';
import { ClusterDirectory } from '../sources/kubernetes/proxyClient';
import { KnexLeaseStore, KnexStateStore } from '../store';
import { FakeClock } from './FakeClock';
import { meter } from './metrics';
import { unclaimed } from './whose';

const everyMs = 30_000;

/** A database in memory with all tables. */
export async function openStore(): Promise<{
  knex: Knex;
  store: KnexStateStore;
}> {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
    // In memory there is one database for each connection.
    pool: { min: 1, max: 1 },
  });
  const database = mockServices.database({ knex });
  return { knex, store: await KnexStateStore.create(database) };
}

/** What entities claim and name, as the catalog is read anew. */
export class Claims {
  entities: readonly KnownEntity[] = [];
  private changed = new AbortController();
  private current: readonly Claim[] = [];
  readonly read = AbortSignal.abort();

  get claims() {
    return { claims: this.current, until: this.changed.signal };
  }

  replace(claims: readonly Claim[]) {
    this.current = claims;
    this.changed.abort();
    this.changed = new AbortController();
  }
}

export interface FollowingOptions {
  directory: ClusterDirectory;
  knex: Knex;
  store: KnexStateStore;
  clock: FakeClock;
  claims?: Claims;
}

/** The only replica of a back end, which has the clock of its database. */
export function soleOwner(
  options: Pick<FollowingOptions, 'knex' | 'store' | 'clock'> & {
    logger: LoggerService;
  },
): Promise<Ownership> {
  const { knex, store, clock, logger } = options;
  const telemetry = createTelemetry(meter().metrics, clock);
  return Ownership.create({
    leases: new KnexLeaseStore(knex, () =>
      knex.raw('cast(? as bigint)', [clock.now()]),
    ),
    clock,
    random: () => 0,
    logger,
    createWriter: lease =>
      StateWriter.create({
        store,
        clock,
        logger,
        onChange: () => {},
        telemetry: telemetry(),
        ...(lease && { lease }),
      }),
  });
}

/** The whole way from clusters to the database, as the plugin has it, by a clock that a test turns. */
export async function follow(options: FollowingOptions) {
  const { directory, store, clock, claims = new Claims() } = options;
  const logger = mockServices.logger.mock();
  const ownership = await soleOwner({ ...options, logger });
  const controller = new AbortController();
  const source = new KubernetesSource({
    directory,
    clock,
    random: () => 0,
    everyMs,
    entities: claims,
    store,
    wanted: () => ({ value: undefined, until: new AbortController().signal }),
    stageOf: unclaimed.stageOf,
  });
  const done = source.start(ownership, controller.signal);
  return {
    logger,
    async stop() {
      controller.abort();
      await done;
      await ownership.close();
    },
  };
}

/**
 * All that the database says is there, by what it is about. Since when a version runs is told by when it was seen to
 * come, which a reader who comes later cannot know.
 */
export async function known(
  store: KnexStateStore,
): Promise<Record<string, unknown>> {
  const services = [
    ...new Set((await store.marks()).map(({ subject }) => subject.service)),
  ];
  const documents = await store.documentsOf(...services);
  return Object.fromEntries(
    documents
      .flatMap(({ value: { aspect, subject, state } }) =>
        state
          ? [[[aspect, ...Object.values(subject)].join('/'), state] as const]
          : [],
      )
      .map(([key, state]) => [
        key,
        JSON.parse(
          JSON.stringify(state, (name, value) =>
            name === 'since' ? undefined : value,
          ),
        ),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
