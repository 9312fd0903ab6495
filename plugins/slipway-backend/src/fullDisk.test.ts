import createKnex, { Knex } from 'knex';
import { KubernetesStub } from './__testUtils__/KubernetesStub';
import { serviceObjects } from './__testUtils__/objects';
import { Postgres, hasPostgres } from './__testUtils__/postgres';
import { Replica } from './__testUtils__/replica';
import { SmallDisk } from './__testUtils__/smallDisk';

// A process and a database of their own: this is about real time.
jest.setTimeout(120_000);

/** Two seconds are promised, and held to by an injected clock in the test of `promptly`; the rest is a busy machine's. */
const ANSWERED_MS = 5_000;
const MENDED_MS = 35_000;

/** What a cluster needs for its tables, its catalogs and what is written before the disk is full. */
const DISK_MB = 80;

const canBeFull = hasPostgres && SmallDisk.possible;

// How a full disk is for SQLite is in the test of the database's faults.
describe('A PostgreSQL whose disk is full', () => {
  if (!canBeFull) {
    it.todo(
      'is read on, and written when there is room: not run: no PostgreSQL on this machine, or only root may mount a file system',
    );
    return;
  }
  const services = Array.from({ length: 300 }, (_, i) =>
    i === 0 ? 'payments' : `service-${i}`,
  );
  let disk: SmallDisk;
  let postgres: Postgres;
  let stub: KubernetesStub;
  let replica: Replica;
  let knex: Knex;

  const deploy = (tag: string) =>
    services.forEach(service =>
      serviceObjects({
        service,
        namespace: `${service}-dev`,
        tag,
        replicas: 1,
      }).all.forEach(object => stub.put(object)),
    );
  /** Services by the version that is kept of them. */
  const kept = async () => {
    const rows = await knex('state').where({ aspect: 'deployments' });
    const found: Record<string, number> = {};
    for (const { document } of rows) {
      const [{ version }] = JSON.parse(document).workloads;
      found[version] = (found[version] ?? 0) + 1;
    }
    return found;
  };
  const versions = async () => {
    const [{ n }] = await knex('history')
      .where({ kind: 'version' })
      .count({ n: '*' });
    return Number(n);
  };
  const until = async (is: () => Promise<boolean>, ms: number) => {
    const begun = Date.now();
    while (!(await is()) && Date.now() - begun < ms) {
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    return Date.now() - begun;
  };
  /** What everybody gets who asks now. */
  const answers = async () => {
    const begun = Date.now();
    const paths = ['state', 'deployments', 'history', 'metrics'];
    const all = await Promise.all(
      [...paths, '../../../../fleet', '../../../../sources'].map(path =>
        replica.get(path),
      ),
    );
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
    expect(Date.now() - begun).toBeLessThanOrEqual(ANSWERED_MS);
  };

  beforeAll(async () => {
    disk = SmallDisk.mount(DISK_MB);
    postgres = await Postgres.start({ folder: disk.folder });
    stub = await KubernetesStub.start();
    deploy('1.0.0');
    replica = await Replica.start({
      database: postgres.url(),
      clusters: `http://127.0.0.1:${stub.port}`,
    });
    // The tables are in a database that is the plugin's own.
    knex = createKnex({
      client: 'pg',
      connection: postgres
        .url()
        .replace(/postgres$/, 'backstage_plugin_slipway'),
    });
  });

  afterAll(async () => {
    await knex?.destroy();
    await replica?.kill();
    await stub?.stop();
    await postgres?.stop();
    disk?.unmount();
  });

  it('is read on, keeps nothing by halves, and is written when there is room', async () => {
    const all = services.length;
    await until(async () => (await kept())['1.0.0'] === all, 60_000);
    expect(await versions()).toBe(all);

    disk.fill();
    deploy('1.1.0');
    // What PostgreSQL itself says of it.
    await expect(
      knex.raw('create table more as select generate_series(1, 100000) as n'),
    ).rejects.toMatchObject({ code: '53100' });
    for (let i = 0; i < 10; i++) {
      await answers();
      const now = await kept();
      const newer = now['1.1.0'] ?? 0;
      // All or nothing: a document and its history belong together.
      expect((now['1.0.0'] ?? 0) + newer).toBe(all);
      expect(await versions()).toBe(all + newer);
      expect(newer).toBeLessThan(all);
      await new Promise(resolve => setTimeout(resolve, 500));
    }
    expect(replica.alive).toBe(true);
    expect((await kept())['1.1.0'] ?? 0).toBeLessThan(all);
    expect(await replica.version()).toMatch(/^1\.[01]\.0$/);

    disk.makeRoom();
    const took = await until(
      async () => (await kept())['1.1.0'] === all,
      MENDED_MS + 30_000,
    );
    expect(await kept()).toEqual({ '1.1.0': all });
    expect(took).toBeLessThanOrEqual(MENDED_MS);
    expect(await versions()).toBe(2 * all);
    await answers();
  });
});
