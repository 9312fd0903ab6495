import * as fc from 'fast-check';
import { RolloutFacts, WorkloadFacts } from '../facts';
import { pod, workload } from '../__testUtils__/workload';
import { deploymentStateOf } from './deployment';

const environment = 'prod';
const now = '2026-11-20T12:00:00Z';
const repository = 'registry.example.org/shop/payments';

const taking = (
  rollout: Partial<RolloutFacts> = {},
  changes: Partial<WorkloadFacts> = {},
): WorkloadFacts =>
  workload({
    kind: 'Rollout',
    image: `${repository}:0.1.8`,
    wanted: 4,
    updated: 1,
    total: 5,
    readyUpdated: 1,
    previousImage: `${repository}:0.1.7`,
    previousReady: 4,
    rollout: {
      strategy: 'canary',
      step: 2,
      steps: 4,
      weight: 10,
      stable: { image: `${repository}:0.1.7`, wanted: 4, ready: 4 },
      canary: { image: `${repository}:0.1.8`, wanted: 1, ready: 1 },
      ...rollout,
    },
    ...changes,
  });

const done = (rollout: Partial<RolloutFacts> = {}): WorkloadFacts =>
  workload({
    kind: 'Rollout',
    rollout: {
      strategy: 'canary',
      stable: { image: workload().image, wanted: 2, ready: 2 },
      ...rollout,
    },
  });

const judge = (facts: WorkloadFacts) =>
  deploymentStateOf({ workloads: [facts] }, { environment, now });

const preview: Partial<RolloutFacts> = {
  strategy: 'blue-green',
  step: undefined,
  steps: undefined,
  weight: undefined,
  paused: 'promotion',
};

describe('a version that takes over by steps', () => {
  it.each<[string, WorkloadFacts, string, string | undefined]>([
    ['has taken over', done(), 'healthy', undefined],
    [
      'has taken over, what it replaced is still there',
      { ...done({ strategy: 'blue-green' }), total: 4 },
      'healthy',
      undefined,
    ],
    ['moves on', taking(), 'progressing', 'rollout'],
    [
      'waits for its next step',
      taking({ paused: 'step', nextAt: '2026-11-20T12:05:00Z' }),
      'progressing',
      'rollout-paused',
    ],
    [
      'waits for somebody',
      taking({ paused: 'promotion' }),
      'progressing',
      'rollout-paused',
    ],
    ['waits as a preview', taking(preview), 'progressing', 'rollout-paused'],
    [
      'was aborted',
      taking({ aborted: true, step: undefined }, { updated: 0 }),
      'degraded',
      'rollout-aborted',
    ],
    [
      'was aborted, and nothing serves',
      taking({ aborted: true }, { updated: 0, ready: 0 }),
      'failed',
      'rollout-aborted',
    ],
    ['is not valid', taking({ invalid: true }), 'degraded', 'rollout-invalid'],
    [
      'runs up and down while it waits',
      taking(
        { paused: 'promotion' },
        { pods: [pod({ waiting: 'CrashLoopBackOff', restarts: 4 })] },
      ),
      'degraded',
      'crash-loop',
    ],
    [
      'got stuck',
      taking(
        {},
        { progressing: { status: false, reason: 'ProgressDeadlineExceeded' } },
      ),
      'degraded',
      'progress-deadline',
    ],
  ])('%s', (_, facts, state, code) => {
    const { verdict } = judge(facts);
    expect([verdict.state, verdict.reasons[0]?.code]).toEqual([state, code]);
  });

  it('says at which step it is, how much it serves, and when it goes on', () => {
    const facts = taking({ paused: 'step', nextAt: '2026-11-20T12:05:00Z' });
    expect(judge(facts).verdict.reasons).toMatchObject([
      {
        code: 'rollout-paused',
        state: 'progressing',
        message: '0.1.8 serves 10% of prod, and waits until its next step',
        evidence:
          'Rollout payments, step 2 of 4, 10%, 1 of 1 of 0.1.8 ready, 4 of 4 of 0.1.7 ready, goes on at 2026-11-20 12:05 UTC.',
      },
    ]);
    expect(judge(taking()).verdict.reasons[0].evidence).toBe(
      'step 2 of 4, 10%, 1 of 4 updated, 4 ready.',
    );
  });

  it('says what to do where it does not go on by itself', () => {
    expect(judge(taking(preview)).verdict.reasons[0]).toMatchObject({
      message:
        '0.1.8 is there beside what serves prod, and waits for somebody to promote it',
      remedy: 'Look at 0.1.8, then promote or abort Rollout payments.',
    });
    const failed = taking({ aborted: true, analysis: 'failed' });
    expect(judge(failed).verdict.reasons[0]).toMatchObject({
      message:
        'The rollout to 0.1.8 in prod was aborted, 0.1.7 goes on serving',
      evidence: 'Rollout payments: aborted, its analysis failed.',
      remedy:
        'Look at what its AnalysisRun measured, and mend it, or roll prod back to 0.1.7.',
    });
  });

  it('is told with both versions and their replicas', () => {
    expect(judge(taking()).workloads[0].rollout).toEqual({
      strategy: 'canary',
      step: 2,
      steps: 4,
      weight: 10,
      stable: { version: '0.1.7', wanted: 4, ready: 4 },
      canary: { version: '0.1.8', wanted: 1, ready: 1 },
    });
  });

  const anyRollout = fc.record({
    strategy: fc.constantFrom<RolloutFacts['strategy']>('canary', 'blue-green'),
    paused: fc.constantFrom<RolloutFacts['paused']>(
      undefined,
      'step',
      'promotion',
      'analysis',
      'somebody',
    ),
    aborted: fc.constantFrom(undefined, true),
    invalid: fc.constantFrom(undefined, true),
    analysis: fc.constantFrom<RolloutFacts['analysis']>(
      undefined,
      'running',
      'failed',
    ),
  });

  it('is never well while another version is on its way, nor in trouble without saying what to do', () => {
    fc.assert(
      fc.property(anyRollout, fc.nat({ max: 4 }), (rollout, ready) => {
        const { verdict } = judge(taking(rollout, { ready }));
        expect(verdict.state).not.toBe('healthy');
        expect(verdict.state === 'failed' && ready > 0).toBe(false);
        for (const { state, remedy, evidence, message } of verdict.reasons) {
          expect(message).toContain('prod');
          expect(evidence).toMatch(/\.$/);
          expect(state === 'progressing' || Boolean(remedy)).toBe(true);
        }
      }),
    );
  });
});
