import { Knex } from 'knex';
import { FakeClock } from './__testUtils__/FakeClock';
import { KubernetesStub } from './__testUtils__/KubernetesStub';
import { directoryFor } from './__testUtils__/directory';
import { follow, known, openStore } from './__testUtils__/following';
import { serviceObjects } from './__testUtils__/objects';
import { Postgres, hasPooler } from './__testUtils__/postgres';
import { Replica } from './__testUtils__/replica';

// Processes and a database of their own: this is about real time.
jest.setTimeout(90_000);

/** Two seconds are promised, and held to by an injected clock in the test of `promptly`; the rest is a busy machine's. */
const ANSWERED_MS = 5_000;

describe('A full disk', () => {
  let stub: KubernetesStub;
  let knex: Knex;

  beforeEach(async () => {
    stub = await KubernetesStub.start();
  });
  afterEach(async () => {
    await knex.destroy();
    await stub.stop();
  });

  it('leaves what was known whole and readable, and is made up for when there is room', async () => {
    const clock = new FakeClock();
    const opened = await openStore();
    const { store } = opened;
    knex = opened.knex;
    const services = Array.from({ length: 150 }, (_, i) => `service-${i}`);
    const deploy = (tag: string) =>
      services.forEach(service =>
        serviceObjects({
          service,
          namespace: `${service}-dev`,
          tag,
          replicas: 1,
        }).all.forEach(object => stub.put(object)),
      );
    const turn = async (ms: number, until = async () => false) => {
      const begun = clock.now();
      while (clock.now() - begun < ms && !(await until())) {
        for (let i = 0; i < 8; i++) {
          await new Promise(resolve => setTimeout(resolve, 2));
        }
        clock.advance(500);
      }
      return clock.now() - begun;
    };
    const versions = async () =>
      new Set(
        Object.entries(await known(store)).flatMap(([key, state]: any) =>
          key.startsWith('deployments')
            ? state.workloads.map(({ version }: any) => version)
            : [],
        ),
      );
    const count = async (kind: string) =>
      Number((await knex('history').where({ kind }).count({ n: '*' }))[0].n);

    deploy('1.0.0');
    const following = await follow({
      directory: directoryFor(stub),
      knex,
      store,
      clock,
    });
    await turn(20_000, async () => (await versions()).size > 0);
    await turn(5_000);
    const before = await known(store);
    expect(await count('version')).toBe(services.length);

    const [{ page_count }] = await knex.raw('pragma page_count');
    await knex.raw(`pragma max_page_count = ${page_count}`);
    deploy('1.1.0');
    await turn(30_000);
    // All or nothing: a document and its history belong together.
    const meanwhile = await known(store);
    expect(Object.keys(meanwhile)).toEqual(Object.keys(before));
    expect(following.logger.error).toHaveBeenCalledWith(
      expect.stringContaining('could not be written'),
      expect.objectContaining({ code: 'SQLITE_FULL' }),
    );
    const newer = Object.values(meanwhile).filter((state: any) =>
      JSON.stringify(state.workloads ?? '').includes('1.1.0'),
    );
    expect(await count('version')).toBe(services.length + newer.length);
    expect(newer.length).toBeLessThan(services.length);

    await knex.raw('pragma max_page_count = 1000000');
    const took = await turn(
      60_000,
      async () => [...(await versions())].join() === '1.1.0',
    );
    expect(took).toBeLessThanOrEqual(35_000);
    expect(await count('version')).toBe(2 * services.length);
    await following.stop();
  });
});

const withPostgres = hasPooler ? describe : undefined;

withPostgres?.('A PostgreSQL that', () => {
  let postgres: Postgres;
  let stub: KubernetesStub;
  let replica: Replica;

  const deploy = (tag: string) =>
    serviceObjects({ tag }).all.forEach(object => stub.put(object));
  const shows = async (version: string) => {
    const begun = Date.now();
    while ((await replica.version()) !== version) {
      if (Date.now() - begun > 45_000) {
        throw new Error(`${version} never came`);
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    return Date.now() - begun;
  };
  const versionsIn = async () =>
    (await replica.get('history?limit=200')).body.events
      .filter(({ kind }: any) => kind === 'version')
      .map(({ after }: any) => after.version)
      .reverse();
  /** What somebody gets meanwhile, from each route that reads it, and how long the slowest takes. */
  const answers = async () => {
    const begun = Date.now();
    const all = await Promise.all(
      ['state', 'deployments', 'history', 'metrics', '../../../../fleet'].map(
        path => replica.get(path),
      ),
    );
    for (const { status, body } of all) {
      expect(status).toBe(503);
      expect(body.error.message).toContain('database does not answer');
      expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|5432|select /);
    }
    return Date.now() - begun;
  };

  beforeAll(async () => {
    postgres = await Postgres.start();
    stub = await KubernetesStub.start();
    deploy('1.0.0');
    replica = await Replica.start({
      database: postgres.url(),
      clusters: `http://127.0.0.1:${stub.port}`,
    });
  });
  afterAll(async () => {
    await replica?.kill();
    await stub?.stop();
    await postgres?.stop();
  });

  it('says nothing is told of within two seconds, and nothing is lost', async () => {
    await shows('1.0.0');
    await postgres.hold();
    deploy('1.1.0');
    expect(await answers()).toBeLessThanOrEqual(ANSWERED_MS);
    await postgres.goOn();
    expect(await shows('1.1.0')).toBeLessThanOrEqual(35_000);
  });

  it('is gone is told of, and nothing is lost when it is back', async () => {
    await shows('1.1.0');
    await postgres.away();
    deploy('1.2.0');
    expect(await answers()).toBeLessThanOrEqual(ANSWERED_MS);
    await new Promise(resolve => setTimeout(resolve, 20_000));
    expect(await answers()).toBeLessThanOrEqual(ANSWERED_MS);
    expect(replica.alive).toBe(true);
    await postgres.resume();
    expect(await shows('1.2.0')).toBeLessThanOrEqual(35_000);
    expect(await versionsIn()).toEqual(['1.0.0', '1.1.0', '1.2.0']);
  });
});
