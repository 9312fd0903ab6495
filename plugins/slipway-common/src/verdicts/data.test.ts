import * as fc from 'fast-check';
import { DataStoreFacts, VolumeFacts } from '../facts';
import { dataStateOf } from './data';

const now = '2026-11-20T12:00:00Z';
const createdAt = '2026-11-01T10:00:00Z';
const fresh = '2026-11-20T11:58:00Z';

const cluster = (changes: Partial<DataStoreFacts> = {}): DataStoreFacts => ({
  need: 'db',
  by: 'Cluster',
  object: 'shop-db',
  createdAt,
  wanted: 3,
  ready: 3,
  phase: 'settled',
  primary: 'shop-db-1',
  primarySince: createdAt,
  ...changes,
});

const server = (changes: Partial<DataStoreFacts> = {}): DataStoreFacts => ({
  need: 'cache',
  by: 'StatefulSet',
  object: 'shop-cache',
  createdAt,
  wanted: 1,
  ready: 1,
  ...changes,
});

const kafka = (changes: Partial<DataStoreFacts> = {}): DataStoreFacts => ({
  need: 'events',
  by: 'Kafka',
  object: 'shop-events',
  createdAt,
  ...changes,
});

const volume = (changes: Partial<VolumeFacts> = {}): VolumeFacts => ({
  name: 'data-shop-cache-0',
  state: 'bound',
  createdAt,
  storageClass: 'fast',
  of: 'shop-cache',
  ...changes,
});

const failed = (about?: string) => ({
  reason: 'ProvisioningFailed',
  ...(about && { about }),
  count: 4,
  firstAt: '2026-11-20T11:00:00Z',
  lastAt: '2026-11-20T11:50:00Z',
});

const judge = (stores: DataStoreFacts[], volumes: VolumeFacts[] = []) =>
  dataStateOf({ stores, volumes }, { environment: 'prod', now }).verdict;

describe('dataStateOf', () => {
  it.each<[string, DataStoreFacts, string, string | undefined]>([
    ['has all members', cluster(), 'healthy', undefined],
    [
      'lacks a member',
      cluster({ ready: 2 }),
      'degraded',
      'data-member-missing',
    ],
    [
      'has no primary',
      cluster({ primary: undefined, ready: 2 }),
      'failed',
      'data-down',
    ],
    ['has no member', cluster({ ready: 0 }), 'failed', 'data-down'],
    [
      'fails over',
      cluster({ phase: 'failover', ready: 2 }),
      'degraded',
      'data-failover',
    ],
    [
      'hands over as somebody asked for',
      cluster({ phase: 'switchover' }),
      'progressing',
      'data-switchover',
    ],
    [
      'is upgraded, one member after the other',
      cluster({ phase: 'upgrade', ready: 2 }),
      'progressing',
      'data-upgrade',
    ],
    [
      'is set up',
      cluster({ createdAt: fresh, ready: 0, primary: undefined }),
      'progressing',
      'data-starting',
    ],
    [
      'gets another member',
      cluster({ phase: 'starting', ready: 2 }),
      'progressing',
      'data-starting',
    ],
    [
      'has members that were taken out',
      cluster({ fenced: ['shop-db-2'], ready: 2 }),
      'degraded',
      'data-fenced',
    ],
    [
      'is given up',
      cluster({ phase: 'unrecoverable', ready: 0 }),
      'failed',
      'data-by-hand',
    ],
    [
      'waits for somebody',
      cluster({ phase: 'waits-for-somebody' }),
      'degraded',
      'data-by-hand',
    ],
    ['is one server that serves', server(), 'healthy', undefined],
    [
      'is one server that does not',
      server({ ready: 0 }),
      'failed',
      'data-down',
    ],
    ['is turned off', server({ wanted: 0, ready: 0 }), 'healthy', undefined],
    ['nobody has looked at yet', kafka(), 'progressing', 'data-starting'],
    ['is called ready', kafka({ available: true }), 'healthy', undefined],
    [
      'is not called ready',
      kafka({ available: false, reason: 'FatalProblem' }),
      'failed',
      'data-down',
    ],
    [
      'is a topic that is not as it should be',
      kafka({ by: 'KafkaTopic', available: false }),
      'degraded',
      'data-down',
    ],
    [
      'lacks members, nobody says how many',
      kafka({ by: 'RabbitmqCluster', available: true, incomplete: true }),
      'degraded',
      'data-member-missing',
    ],
  ])('a store that %s', (_, store, state, code) => {
    const verdict = judge([store]);
    expect([verdict.state, verdict.reasons[0]?.code]).toEqual([state, code]);
  });

  it.each<[string, VolumeFacts, string, string | undefined]>([
    ['is there', volume(), 'healthy', undefined],
    ['is lost', volume({ state: 'lost' }), 'failed', 'volume-lost'],
    [
      'is being made',
      volume({ state: 'pending', createdAt: fresh }),
      'progressing',
      'volume-pending',
    ],
    [
      'waits for its first pod',
      volume({ state: 'pending', unused: true }),
      'healthy',
      undefined,
    ],
    [
      'does not come',
      volume({ state: 'pending' }),
      'degraded',
      'volume-pending',
    ],
    [
      'names no class',
      volume({
        state: 'pending',
        storageClass: undefined,
        createdAt: fresh,
        unused: true,
      }),
      'degraded',
      'volume-pending',
    ],
    [
      'cannot be made',
      volume({ state: 'pending', createdAt: fresh, events: [failed()] }),
      'degraded',
      'volume-pending',
    ],
  ])('a volume that %s', (_, one, state, code) => {
    const verdict = judge([], [one]);
    expect([verdict.state, verdict.reasons[0]?.code]).toEqual([state, code]);
  });

  it('says what is wrong, by what it is proved, and what to do', () => {
    expect(judge([cluster({ ready: 2 })]).reasons).toMatchObject([
      {
        code: 'data-member-missing',
        state: 'degraded',
        message: 'db in prod has only 2 of 3 members',
        evidence:
          'Cluster shop-db: 2 of 3 ready, primary shop-db-1 since 2026-11-01 10:00 UTC.',
        remedy:
          'Look at the pods of Cluster shop-db, their nodes and their volumes.',
      },
    ]);
    const one = volume({ state: 'pending', events: [failed('class')] });
    expect(judge([], [one]).reasons).toMatchObject([
      expect.objectContaining({
        message:
          'A volume of shop-cache in prod is still to be made: its storage class does not exist',
        evidence:
          'PersistentVolumeClaim data-shop-cache-0: Pending, class fast, ProvisioningFailed, 4 times since 2026-11-20 11:00 UTC.',
      }),
    ]);
  });

  const anyStore = fc
    .record({
      by: fc.constantFrom<DataStoreFacts['by']>('Cluster', 'StatefulSet'),
      createdAt: fc.constantFrom(createdAt, fresh),
      wanted: fc.integer({ min: 1, max: 3 }),
      ready: fc.nat({ max: 3 }),
      phase: fc.constantFrom<DataStoreFacts['phase']>(
        undefined,
        'settled',
        'failover',
        'switchover',
        'starting',
        'unrecoverable',
      ),
      primary: fc.constantFrom(undefined, 'shop-db-1'),
      fenced: fc.constantFrom<string[] | undefined>(undefined, ['shop-db-2']),
    })
    .map(cluster);

  it('is not known of what is kept outside of the cluster, and told by what is kept here besides', () => {
    const facts = { stores: [], volumes: [], elsewhere: ['db', 'files'] };
    const context = { environment: 'prod', now: '2026-11-20T12:00:00Z' };
    const alone = dataStateOf(facts, context);
    expect(alone.elsewhere).toEqual(['db', 'files']);
    expect(alone.verdict).toMatchObject({
      state: 'unknown',
      reasons: [
        {
          code: 'data-elsewhere',
          message:
            'db and files of prod is kept outside of the cluster, which does not say how it is',
        },
      ],
    });
    const beside = dataStateOf({ ...facts, stores: [cluster({})] }, context);
    expect(beside.verdict).toEqual({ state: 'healthy', reasons: [] });
  });

  it('is never well with a member missing, nor in trouble without evidence and what to do', () => {
    fc.assert(
      fc.property(anyStore, store => {
        const { state, reasons } = judge([store]);
        const whole = store.ready! >= store.wanted!;
        expect(whole || state !== 'healthy').toBe(true);
        for (const reason of reasons) {
          expect(reason.message).toMatch(/prod/);
          expect(reason.evidence).toMatch(/\.$/);
          const troubled = ['failed', 'degraded'].includes(reason.state);
          expect(!troubled || Boolean(reason.remedy)).toBe(true);
        }
      }),
    );
  });
});

it('says of what another service runs that it is not well, and who knows more', () => {
  expect(judge([server({ owner: 'ledger' })])).toEqual({
    state: 'healthy',
    reasons: [],
  });
  const { state, reasons } = judge([server({ owner: 'ledger', ready: 0 })]);
  expect(state).toBe('degraded');
  expect(reasons).toMatchObject([
    {
      code: 'data-shared',
      message: 'cache of ledger, on which prod depends, is not as it should be',
      remedy: 'Look at the page of ledger, and ask who owns it.',
    },
  ]);
});
