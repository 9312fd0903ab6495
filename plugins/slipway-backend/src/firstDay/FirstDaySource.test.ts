import { Fact, FirstDayItem } from '@slipway/plugin-slipway-common';
import { FakeClock, until } from '../__testUtils__/FakeClock';
import { listening } from '../__testUtils__/listening';
import { knownOf } from '../entities/EntityDirectory';
import { Revisioned, StateDocument } from '../store';
import { FirstDaySource } from './FirstDaySource';

const entity = knownOf({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    annotations: {
      'slipway.dev/environments': 'dev=local/payments-dev,prod=eu-1/payments',
      'backstage.io/source-location':
        'url:https://git.example.org/shop/payments',
    },
  },
});

const item = (id: string, environment?: string): FirstDayItem => ({
  id,
  text: 'It is there.',
  answer: 'missing',
  ...(environment && { environment }),
});

let revision = 0;
function runs(environment: string, waits = false): Revisioned<StateDocument> {
  revision += 1;
  return {
    revision,
    value: {
      aspect: 'deployments',
      subject: {
        service: 'payments',
        environment,
        cluster: 'c',
        namespace: 'n',
      },
      source: 'kubernetes/c',
      digest: String(revision),
      at: '',
      state: {
        workloads: [{}],
        verdict: {
          state: 'progressing',
          reasons: waits ? [{ code: 'waiting-first-build' }] : [],
        },
      },
    } as unknown as StateDocument,
  };
}

describe('The first days of services', () => {
  let clock: FakeClock;
  let documents: Revisioned<StateDocument>[];
  let facts: Fact[];
  let gone: number;
  let looks: number;
  let look: () => Promise<FirstDayItem[] | undefined>;
  let controller: AbortController;
  let running: Promise<void>;

  beforeEach(() => {
    clock = new FakeClock();
    documents = [];
    facts = [];
    gone = 0;
    looks = 0;
    look = async () => [
      item('ci.pusher'),
      item('namespace.prod', 'prod'),
      item('namespace.dev', 'dev'),
    ];
    controller = new AbortController();
    running = new FirstDaySource({
      clock,
      random: () => 0,
      entities: { entities: [entity] },
      repositoryOf: () => ({
        type: 'gitea',
        host: 'git.example.org',
        project: 'shop/payments',
        url: 'https://git.example.org/shop/payments',
      }),
      store: {
        documentsAfter: async after =>
          documents.filter(one => one.revision > (after?.revision ?? -1)),
      },
      looker: {
        look: () => {
          looks += 1;
          return look();
        },
      },
    }).start(
      listening({
        facts: some => {
          facts = some;
        },
        complete: () => {
          gone += 1;
        },
      }),
      controller.signal,
    );
  });
  afterEach(async () => {
    controller.abort();
    await running;
  });

  const turn = async (ms = 0) => {
    const before = gone;
    await until(() => clock.waits().length > 0);
    clock.advance(ms);
    if (ms > 0) {
      await until(() => gone > before);
    }
  };
  const ids = () =>
    (facts[0] as Fact<'firstDay'> | undefined)?.value?.items.map(
      ({ id }) => id,
    );

  it('tell what is needed where nothing runs yet, and end when all of it runs', async () => {
    await turn();
    expect(ids()).toEqual(['ci.pusher', 'namespace.prod', 'namespace.dev']);

    documents.push(runs('dev', true));
    await turn(15_000);
    expect(ids()).toContain('namespace.dev');

    documents.push(runs('dev'));
    await turn(15_000);
    expect(ids()).toEqual(['ci.pusher', 'namespace.prod']);

    documents.push(runs('prod'));
    await turn(15_000);
    expect(facts).toEqual([]);
  });

  it('keep what was known while the repository cannot be read', async () => {
    await turn();
    look = async () => {
      throw new Error('no answer in time');
    };
    await turn(60_000);

    expect(looks).toBe(2);
    expect(ids()).toContain('ci.pusher');
  });

  it('are looked at each minute at first, and seldom where nobody sees to them', async () => {
    await turn();
    for (let i = 0; i < 40; i++) {
      await turn(60_000);
    }
    // Thirty in half an hour, and none since.
    expect(looks).toBe(30);
    await turn(15 * 60_000);
    expect(looks).toBe(31);
  });
});
