import createKnex, { Knex } from 'knex';
import { KubernetesStub } from './__testUtils__/KubernetesStub';
import { serviceObjects } from './__testUtils__/objects';
import { application, backupRun, cronJob } from './__testUtils__/operators';
import { Postgres, hasPooler, startPooler } from './__testUtils__/postgres';
import { Replica } from './__testUtils__/replica';

// Processes, and leases that run out by the database's own clock: this is about real time.
jest.setTimeout(180_000);

const TAKEN_OVER_MS = 30_000;

const withPooler = hasPooler ? describe : undefined;

if (!withPooler) {
  test.todo(
    'What is kept in PostgreSQL, and two replicas in processes of their own: not run: PostgreSQL and PgBouncer are not installed on this machine',
  );
}

withPooler?.('Two replicas in processes of their own, behind PgBouncer', () => {
  let postgres: Postgres;
  let pooler: Awaited<ReturnType<typeof startPooler>>;
  let stub: KubernetesStub;
  let knex: Knex;
  const replicas: Replica[] = [];

  const start = async () => {
    const replica = await Replica.start({
      database: pooler.url,
      clusters: `http://127.0.0.1:${stub.port}`,
    });
    replicas.push(replica);
    return replica;
  };
  const deploy = (tag: string) =>
    serviceObjects({ tag }).all.forEach(object => stub.put(object));
  const until = async (what: () => Promise<boolean>, limitMs = 40_000) => {
    const begun = Date.now();
    while (!(await what())) {
      if (Date.now() - begun > limitMs) {
        throw new Error(`It never came: ${what}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    return Date.now() - begun;
  };
  const lease = () => knex('lease').where({ name: 'kubernetes/eu-1' }).first();
  const shows = (replica: Replica, version: string) =>
    until(async () => (await replica.version()) === version);
  const events = async (replica: Replica) =>
    (await replica.get('history?limit=200')).body.events as any[];
  const versionsIn = async (replica: Replica) =>
    (await events(replica))
      .filter(({ kind }) => kind === 'version')
      .map(({ after }) => after.version)
      .reverse();

  beforeAll(async () => {
    postgres = await Postgres.start();
    pooler = await startPooler(postgres);
    stub = await KubernetesStub.start();
    stub.apis.push('argoproj.io/v1alpha1');
    deploy('1.0.0');
    [application('Synced'), cronJob(), ...backupRun('19')].forEach(object =>
      stub.put(object),
    );
  });

  afterAll(async () => {
    await Promise.all(replicas.map(replica => replica.kill()));
    await knex?.destroy();
    await stub?.stop();
    await pooler?.stop();
    await postgres?.stop();
  });

  it('survive the owner: one that hung and came back, and one that was killed', async () => {
    const first = await start();
    knex = createKnex({
      client: 'pg',
      connection: postgres
        .url()
        .replace(/postgres$/, 'backstage_plugin_slipway'),
    });
    await shows(first, '1.0.0');
    const { epoch } = await lease();
    const second = await start();
    await shows(second, '1.0.0');

    // What one writes reaches the browsers of the other.
    deploy('1.1.0');
    await until(async () => second.signals.length > 0);
    await shows(second, '1.1.0');
    expect((await lease()).epoch).toBe(epoch);

    // The owner stands still, with a change that it has not seen; the cluster goes on.
    first.hold();
    deploy('1.2.0');
    backupRun('20').forEach(object => stub.put(object));
    expect(await shows(second, '1.2.0')).toBeLessThanOrEqual(TAKEN_OVER_MS);
    expect((await lease()).epoch).toBe(epoch + 1);
    deploy('1.3.0');
    await shows(second, '1.3.0');

    // It goes on as if nothing had been: what it says is older than what is known, and refused.
    first.goOn();
    await new Promise(resolve => setTimeout(resolve, 6_000));
    expect(await lease()).toMatchObject({ epoch: epoch + 1 });
    await shows(first, '1.3.0');
    expect(await versionsIn(first)).toEqual([
      '1.0.0',
      '1.1.0',
      '1.2.0',
      '1.3.0',
    ]);

    await second.kill();
    deploy('1.4.0');
    backupRun('21').forEach(object => stub.put(object));
    expect(await shows(first, '1.4.0')).toBeLessThanOrEqual(TAKEN_OVER_MS);
    expect((await lease()).epoch).toBe(epoch + 2);

    // Nothing is missing that the cluster still tells, and nothing is there twice.
    await until(
      async () =>
        (await events(first)).filter(({ kind }) => kind === 'backup').length ===
        3,
    );
    const all = (await events(first)).map(event =>
      JSON.stringify({ ...event, id: undefined }),
    );
    expect(new Set(all).size).toBe(all.length);
    expect(await versionsIn(first)).toEqual([
      '1.0.0',
      '1.1.0',
      '1.2.0',
      '1.3.0',
      '1.4.0',
    ]);
    const syncs = (await events(first)).filter(({ kind }) => kind === 'sync');
    expect(syncs).toHaveLength(2);
  });
});
