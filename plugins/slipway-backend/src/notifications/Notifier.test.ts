import { ConfigReader } from '@backstage/config';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Reason, SourceHealth } from '@slipway/plugin-slipway-common';
import { KnownEntity } from '../entities/EntityDirectory';
import { identityOf } from '../entities/identity';
import { FleetIndex } from '../service/fleet/FleetIndex';
import { KnexStateStore, KnexTroubleStore, StateDocument } from '../store';
import { FakeClock } from '../__testUtils__/FakeClock';
import { Notifier, interestsIn, troubled } from '.';

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

const source = 'kubernetes/eu-1/backups';
const failed: Reason = {
  code: 'backup-failed',
  state: 'degraded',
  message: 'The last backup of db failed',
  remedy: 'Read the log of the run.',
};

const entity = {
  entityRef: 'component:default/ledger',
  kind: 'Component',
  name: 'ledger',
  owners: ['group:default/books'],
  annotations: {},
  labels: {},
  ...identityOf({
    metadata: {
      name: 'ledger',
      annotations: {
        'backstage.io/kubernetes-id': 'ledger',
        'slipway.dev/environments': 'dev=eu-1/ledger-dev,prod=eu-1/ledger-prod',
      },
    },
  }),
} as KnownEntity;

function backups(environment: string, ...reasons: Reason[]): StateDocument {
  return {
    aspect: 'backups',
    subject: {
      service: 'ledger',
      environment,
      cluster: 'eu-1',
      namespace: `ledger-${environment}`,
    },
    source,
    digest: JSON.stringify(reasons),
    at: '2026-11-20T12:00:00Z',
    state: {
      backups: [],
      verdict: { state: reasons[0]?.state ?? 'healthy', reasons },
    },
  };
}

describe.each(databases.eachSupportedId())('Owners, on %s', id => {
  async function world(settings: object = {}) {
    const knex = await databases.init(id);
    const store = await KnexStateStore.create(mockServices.database({ knex }));
    const clock = new FakeClock();
    const sent: NotificationSendOptions[] = [];
    const inbox = { works: true };
    const interests = interestsIn(
      new ConfigReader({ slipway: { notifications: settings } }),
    );
    const catalog = { entities: [entity] };
    /** A portal that starts anew each time, on what the one before remembered. */
    const round = async () => {
      if (!interests) {
        return;
      }
      await new Notifier({
        services: troubled({
          store,
          index: new FleetIndex(store),
          entities: catalog,
          interests,
        }),
        memory: new KnexTroubleStore(knex),
        notifications: {
          send: async options => {
            if (!inbox.works) {
              throw new Error('Request failed with status 404');
            }
            sent.push(options);
          },
        },
        interests,
        clock,
        logger: mockServices.logger.mock(),
      }).round();
    };
    const write = async (
      documents: StateDocument[],
      state: SourceHealth['state'] = 'ok',
    ) => {
      await store.write(
        {
          documents,
          history: [],
          health: [{ id: source, state, since: '2026-11-20T12:00:00Z' }],
          retired: [],
        },
        { visible: true },
      );
    };
    const titles = () => sent.map(({ payload }) => payload.title);
    return { write, round, titles, sent, inbox, clock, catalog };
  }

  it('are told once when a backup failed, and once when one succeeded', async () => {
    const { write, round, titles, sent, clock } = await world();
    await write([backups('dev', failed), backups('prod', failed)]);
    await round();
    await round();
    // Of dev nobody wants to be woken.
    expect(titles()).toEqual(['ledger: The last backup of db failed']);
    expect(sent[0].recipients).toEqual({
      type: 'entity',
      entityRef: ['group:default/books'],
    });
    await write([backups('prod')]);
    await round();
    clock.advance(300_000);
    await round();
    await round();
    expect(titles().slice(1)).toEqual(['ledger is well again in prod']);
  });

  it('hear nothing of a cluster that only does not answer', async () => {
    const { write, round, titles, clock } = await world();
    await write([backups('prod', failed)]);
    await round();
    await write([backups('prod')], 'unreachable');
    await round();
    clock.advance(600_000);
    await round();
    expect(titles()).toHaveLength(1);
  });

  it('are told later what could not be sent', async () => {
    const { write, round, titles, inbox } = await world();
    await write([backups('prod', failed)]);
    inbox.works = false;
    await round();
    await round();
    expect(titles()).toEqual([]);
    inbox.works = true;
    await round();
    expect(titles()).toEqual(['ledger: The last backup of db failed']);
  });

  it('are not told anew because the catalog was not read yet', async () => {
    const { write, round, titles, catalog } = await world();
    await write([backups('prod', failed)]);
    await round();
    catalog.entities = [];
    await round();
    catalog.entities = [entity];
    await round();
    expect(titles()).toHaveLength(1);
  });

  it('are told of what the platform chose, where it chose', async () => {
    const everywhere = await world({ environments: ['dev', 'prod'] });
    await everywhere.write([backups('dev', failed), backups('prod', failed)]);
    await everywhere.round();
    expect(everywhere.titles()).toHaveLength(2);

    const other = await world({ topics: ['stuck-rollout'] });
    await other.write([backups('prod', failed)]);
    await other.round();
    expect(other.titles()).toEqual([]);

    const off = await world({ enabled: false });
    await off.write([backups('prod', failed)]);
    await off.round();
    expect(off.titles()).toEqual([]);
  });
});

it('says which topics there are', () => {
  const config = new ConfigReader({
    slipway: { notifications: { topics: ['backups', 'stuck-rollout'] } },
  });
  expect(() => interestsIn(config)).toThrow(
    'slipway.notifications.topics: nobody knows backups; there are failed-backup, expiring-secret, expiring-certificate, stuck-rollout',
  );
});
