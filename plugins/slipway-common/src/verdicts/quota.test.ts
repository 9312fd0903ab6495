import * as fc from 'fast-check';
import { GrowthFacts, QuotaFacts } from '../facts';
import { namespaceStateOf, quotaStateOf } from './quota';

const context = { environment: 'prod', now: '2026-11-20T12:00:00Z' };
const Gi = 1024 ** 3;

const grows = (changes: Partial<GrowthFacts> = {}): GrowthFacts => ({
  name: 'payments',
  running: 4,
  wanted: 4,
  most: 10,
  each: { pods: 1, 'requests.cpu': 0.25, 'requests.memory': 2 * Gi },
  ...changes,
});

const namespace = (
  hard: Record<string, number>,
  used: Record<string, number>,
  ...workloads: GrowthFacts[]
): QuotaFacts => ({ quotas: [{ name: 'quota', hard, used }], workloads });

describe('quotaStateOf', () => {
  it('says how far a service can come, and what ends first', () => {
    const state = quotaStateOf(
      namespace(
        { 'requests.cpu': 8, 'requests.memory': 16 * Gi, pods: 50 },
        { 'requests.cpu': 2, 'requests.memory': 10 * Gi, pods: 8 },
        grows(),
      ),
      context,
    );
    expect(state.workloads).toEqual([
      expect.objectContaining({
        most: 10,
        reaches: 7,
        endsWith: 'requests.memory',
      }),
    ]);
    expect(state.resources.find(r => r.resource === 'requests.memory')).toEqual(
      {
        resource: 'requests.memory',
        quota: 'quota',
        used: 10 * Gi,
        limit: 16 * Gi,
        atMost: 22 * Gi,
      },
    );
    expect(state.verdict).toMatchObject({
      state: 'degraded',
      reasons: [
        {
          code: 'quota-headroom',
          state: 'degraded',
          message: 'prod can scale to 7 of 10: memory ends first',
          evidence:
            'ResourceQuota quota: requests.memory 10 GiB of 16 GiB used, a replica of payments takes 2 GiB.',
          remedy:
            'Ask the platform team for 6 GiB more requests.memory in this namespace, or lower scaling.max or resources for prod in slipway.yaml.',
        },
      ],
    });
  });

  it.each<[string, QuotaFacts, string, string[]]>([
    [
      'has room for all',
      namespace({ pods: 20 }, { pods: 4 }, grows()),
      'healthy',
      [],
    ],
    [
      'has no quota that it could break',
      { quotas: [], workloads: [grows()] },
      'unknown',
      [],
    ],
    [
      'fits to the last byte',
      namespace(
        { 'requests.memory': 22 * Gi },
        { 'requests.memory': 10 * Gi },
        grows(),
      ),
      'healthy',
      [],
    ],
    [
      'fits to the last fraction of a core',
      namespace(
        { 'requests.cpu': 0.4 },
        { 'requests.cpu': 0.1 },
        grows({ running: 1, most: 4, each: { 'requests.cpu': 0.1 } }),
      ),
      'healthy',
      [],
    ],
    [
      'does not have what it wants now',
      namespace({ pods: 3 }, { pods: 3 }, grows({ running: 3 })),
      'degraded',
      ['quota-full'],
    ],
    [
      'cannot run at all',
      namespace({ pods: 3 }, { pods: 3 }, grows({ running: 0 })),
      'failed',
      ['quota-full'],
    ],
    [
      'fits each by itself and not both',
      namespace(
        { pods: 20 },
        { pods: 8 },
        grows(),
        grows({ name: 'worker', most: 12 }),
      ),
      'degraded',
      ['quota-together'],
    ],
    [
      'is nearly full although nothing grows',
      namespace({ pods: 20 }, { pods: 19 }, grows({ most: 4 })),
      'degraded',
      ['quota-nearly-full'],
    ],
    [
      'allows nothing of what nobody uses',
      namespace({ 'services.loadbalancers': 0 }, {}, grows({ most: 4 })),
      'healthy',
      [],
    ],
    [
      'counts pods that may not be ours',
      {
        quotas: [
          { name: 'batch', hard: { pods: 1 }, used: { pods: 1 }, scoped: true },
        ],
        workloads: [grows()],
      },
      'unknown',
      [],
    ],
  ])('a namespace that %s', (_, facts, verdict, codes) => {
    const state = quotaStateOf(facts, context);
    expect(state.verdict.state).toBe(verdict);
    expect(state.verdict.reasons.map(({ code }) => code)).toEqual(codes);
  });

  it('takes the quota that ends first where two count the same', () => {
    const quotas = [
      { name: 'wide', hard: { pods: 50 }, used: { pods: 4 } },
      { name: 'narrow', hard: { pods: 6 }, used: { pods: 4 } },
    ];
    const state = quotaStateOf({ quotas, workloads: [grows()] }, context);
    expect(state.resources).toEqual([
      expect.objectContaining({ quota: 'narrow', limit: 6 }),
    ]);
    expect(state.workloads[0].reaches).toBe(6);
  });

  it('never promises a replica that the quota would refuse, nor withholds one that fits', () => {
    const amount = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(
        fc.record({
          running: fc.integer({ min: 0, max: 10 }),
          more: fc.integer({ min: 0, max: 20 }),
          cpu: fc.integer({ min: 1, max: 8 }),
          limit: amount,
          used: amount,
        }),
        ({ running, more, cpu, limit, used }) => {
          const facts = namespace(
            { 'requests.cpu': limit / 4 },
            { 'requests.cpu': used / 4 },
            grows({
              running,
              wanted: running,
              most: running + more,
              each: { 'requests.cpu': cpu / 4 },
            }),
          );
          const [{ reaches }] = quotaStateOf(facts, context).workloads;
          const takes = (count: number) => used + (count - running) * cpu;
          expect(reaches).toBeGreaterThanOrEqual(running);
          expect(reaches).toBeLessThanOrEqual(running + more);
          expect(reaches === running || takes(reaches) <= limit).toBe(true);
          expect(reaches === running + more || takes(reaches + 1) > limit).toBe(
            true,
          );
        },
      ),
    );
  });
});

describe('namespaceStateOf', () => {
  it('tells what is left, whoever lives there', () => {
    expect(
      namespaceStateOf(
        { quotas: [{ name: 'quota', hard: { pods: 10 }, used: { pods: 10 } }] },
        context,
      ).verdict.reasons,
    ).toEqual([
      expect.objectContaining({
        code: 'quota-used-up',
        evidence: 'ResourceQuota quota: pods 10 of 10 used.',
      }),
    ]);
  });
});
