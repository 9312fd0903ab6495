import { mockServices } from '@backstage/backend-test-utils';
import { testDatabases } from '../__testUtils__/databases';
import { resolve } from 'path';
import { KnexStateStore } from './KnexStateStore';
import { StateChanges, StateDocument } from './types';

const databases = testDatabases();

const directory = resolve(__dirname, '../../migrations');

const subject = {
  service: 'payments',
  environment: 'dev',
  cluster: 'eu-1',
  namespace: 'payments-dev',
};

const key = { aspect: 'deployments' as const, subject };

const document: StateDocument = {
  ...key,
  source: 'kubernetes/eu-1',
  state: { workloads: [], verdict: { state: 'healthy', reasons: [] } },
  digest: 'abc',
  at: '2026-11-20T12:00:00.000Z',
};

const changes = (some: Partial<StateChanges>): StateChanges => ({
  documents: [],
  history: [],
  health: [],
  retired: [],
  ...some,
});

const visible = { visible: true };

describe.each(databases.ids)('KnexStateStore on %s', id => {
  async function open() {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    return { knex, store: await KnexStateStore.create(database) };
  }

  it('keeps one document for each aspect, and finds it by its service', async () => {
    const { store } = await open();
    const quota: StateDocument = {
      ...document,
      aspect: 'quota',
      state: undefined,
    };
    await store.write(changes({ documents: [document, quota] }), visible);
    await store.write(
      changes({ documents: [{ ...document, digest: 'def' }] }),
      visible,
    );
    const found = await store.documentsOf('payments', 'unknown');
    expect(
      found.map(({ value, revision }) => [
        value.aspect,
        value.digest,
        value.state?.verdict.state,
        revision,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['deployments', 'def', 'healthy', 2],
        ['quota', 'abc', undefined, 1],
      ]),
    );
    expect(await store.marks()).toHaveLength(2);
  });

  it('finds namespaces by cluster and name', async () => {
    const { store } = await open();
    const of = (cluster: string, namespace: string): StateDocument => ({
      aspect: 'namespace',
      subject: { service: '', environment: '', cluster, namespace },
      source: `kubernetes/${cluster}/namespace`,
      state: { resources: [], verdict: { state: 'healthy', reasons: [] } },
      digest: 'abc',
      at: document.at,
    });
    await store.write(
      changes({
        documents: [
          document,
          of('eu-1', 'b'),
          of('eu-1', 'a'),
          of('us-1', 'a'),
        ],
      }),
      visible,
    );
    const names = async (...of1: string[]) =>
      (await store.namespaces(...of1)).map(
        ({ value }) => value.subject.namespace,
      );
    expect(await names()).toEqual(['a', 'b', 'a']);
    expect(await names('eu-1')).toEqual(['a', 'b']);
    expect(await names('eu-1', 'b')).toEqual(['b']);
  });

  it('writes more at once than a statement takes', async () => {
    const { store } = await open();
    const documents = Array.from({ length: 500 }, (_, i) => ({
      ...document,
      subject: { ...subject, service: `service-${i}` },
    }));
    await store.write(changes({ documents }), visible);
    expect(
      await store.documentsOf(...documents.map(d => d.subject.service)),
    ).toHaveLength(500);
  });

  it('writes what has a name of its own once, however often it is seen', async () => {
    const { store, knex } = await open();
    const run = {
      ...key,
      aspect: 'backups' as const,
      kind: 'backup' as const,
      at: document.at,
      ref: 'eu-1/uid-20',
      after: { outcome: 'succeeded' },
    };
    const gone = { ...key, kind: 'removed' as const, at: document.at };
    await store.write(changes({ history: [run, gone] }), visible);
    await store.write(changes({ history: [run, gone] }), visible);
    expect((await knex('history').select('kind')).map(h => h.kind)).toEqual([
      'backup',
      'removed',
      'removed',
    ]);
  });

  it('forgets what is old, and keeps what is there however old it is', async () => {
    const { store } = await open();
    const event = (at: string) => ({ ...key, kind: 'removed' as const, at });
    const gone = { ...document, aspect: 'quota' as const, state: undefined };
    await store.write(
      changes({
        documents: [document, gone],
        history: [event('2025-01-01T00:00:00Z'), event(document.at)],
      }),
      visible,
    );
    expect(await store.forget('2025-06-01T00:00:00Z')).toBe(1);
    const query = { service: 'payments', environments: ['dev'], limit: 9 };
    expect((await store.history(query)).map(({ at }) => at)).toEqual([
      document.at,
    ]);
    expect(await store.forget('2027-01-01T00:00:00Z')).toBe(2);
    expect(await store.documentsOf('payments')).toEqual([
      expect.objectContaining({ value: document }),
    ]);
  });

  it('goes back to its first form and forth again, and keeps what was known', async () => {
    const { store, knex } = await open();
    await store.write(
      changes({
        documents: [document],
        history: [{ ...key, kind: 'removed', at: document.at }],
      }),
      visible,
    );
    await knex.migrate.down({ directory });
    expect(await knex.schema.hasTable('troubles')).toBe(false);
    await knex.migrate.down({ directory });
    await knex.migrate.down({ directory });
    expect(await knex.schema.hasTable('lease')).toBe(false);
    await knex.migrate.down({ directory });
    expect(await knex('environment_state').select('service')).toEqual([
      { service: 'payments' },
    ]);
    await knex.migrate.latest({ directory });
    const [{ value }] = await store.documentsOf('payments');
    // What it was made from is not known any more: it is judged again.
    expect(value).toEqual({ ...document, digest: 'unknown' });
    expect(await knex('history').count({ n: '*' })).toEqual([
      { n: expect.anything() },
    ]);
  });
});
