import { rollout, rolloutSet } from '../../../__testUtils__/rollouts';
import { whose } from '../../../__testUtils__/whose';
import { PrunedObject } from '../kinds';
import { pruneRollout } from '../kinds/rollouts';
import { pruneReplicaSet, pruneWorkload } from '../kinds/workloads';
import { toRuntimeFacts } from './deployments';
import { ServiceObjects } from './ServiceObjects';

const factsOf = (...objects: PrunedObject[]) =>
  toRuntimeFacts(new ServiceObjects(objects))?.workloads;

const old = () => pruneReplicaSet(rolloutSet('old', '0.1.7', 4), whose)!;
const fresh = (ready = 1) =>
  pruneReplicaSet(rolloutSet('new', '0.1.8', 1, ready), whose)!;
const read = (status: object, spec: object = {}) =>
  pruneRollout(rollout(status, spec), whose)!;

const paused = (startTime = '2026-11-20T12:00:00Z') => ({
  currentStepIndex: 1,
  pauseConditions: [{ reason: 'CanaryPauseStep', startTime }],
});

describe('what a Rollout says', () => {
  it('is both versions with their replicas, the step, and when it goes on', () => {
    const facts = factsOf(read(paused()), old(), fresh());
    expect(facts).toMatchObject([
      {
        kind: 'Rollout',
        image: 'registry.example.org/shop/payments:0.1.8',
        observed: true,
        readyUpdated: 1,
        previousImage: 'registry.example.org/shop/payments:0.1.7',
        previousReady: 4,
        rollout: {
          strategy: 'canary',
          step: 2,
          steps: 4,
          weight: 10,
          paused: 'step',
          nextAt: '2026-11-20T12:05:00.000Z',
          stable: { wanted: 4, ready: 4 },
          canary: { wanted: 1, ready: 1 },
        },
      },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);
  });

  const later = '2026-11-20T12:05:00.000Z';

  it.each<[string, object, object]>([
    [
      'seconds as a number',
      { duration: 300 },
      { paused: 'step', nextAt: later },
    ],
    ['seconds as text', { duration: '300' }, { paused: 'step', nextAt: later }],
    ['minutes', { duration: '5m' }, { paused: 'step', nextAt: later }],
    ['no time', {}, { paused: 'promotion' }],
  ])('waits for %s', (_, pause, expected) => {
    const steps = [{ setWeight: 10 }, { pause }];
    const { progress } = read(paused(), { strategy: { canary: { steps } } });
    expect(progress).toEqual({
      strategy: 'canary',
      step: 2,
      steps: 2,
      weight: 10,
      ...expected,
    });
  });

  it.each<[string, object, object]>([
    [
      'all steps are taken',
      { currentStepIndex: 4 },
      { step: 4, steps: 4, weight: 100 },
    ],
    [
      'a gateway splits the traffic',
      { currentStepIndex: 0, canary: { weights: { canary: { weight: 7 } } } },
      { step: 1, weight: 7 },
    ],
    [
      'its analysis runs',
      { canary: { currentStepAnalysisRunStatus: { status: 'Running' } } },
      { analysis: 'running' },
    ],
    [
      'its analysis failed',
      {
        abort: true,
        canary: { currentBackgroundAnalysisRunStatus: { status: 'Error' } },
      },
      { aborted: true, analysis: 'failed', step: undefined },
    ],
    [
      'its analysis came to no end',
      {
        pauseConditions: [
          {
            reason: 'InconclusiveAnalysisRun',
            startTime: '2026-11-20T12:00:00Z',
          },
        ],
      },
      { paused: 'analysis', nextAt: undefined },
    ],
    [
      'it is written wrong',
      { conditions: [{ type: 'InvalidSpec', status: 'True' }] },
      { invalid: true },
    ],
  ])('knows that %s', (_, status, expected) => {
    const { progress } = read(status);
    const asked = Object.keys(expected) as (keyof typeof progress)[];
    expect(Object.fromEntries(asked.map(of => [of, progress[of]]))).toEqual(
      expected,
    );
  });

  it('tells of blue and green which waits, and until when', () => {
    const pauseConditions = [
      { reason: 'BlueGreenPause', startTime: '2026-11-20T12:00:00Z' },
    ];
    const blueGreen = { activeService: 'payments', autoPromotionSeconds: 60 };
    const by = (more: object) =>
      read(
        { pauseConditions },
        { strategy: { blueGreen: { ...blueGreen, ...more } } },
      ).progress;
    expect(by({})).toEqual({
      strategy: 'blue-green',
      paused: 'promotion',
      nextAt: '2026-11-20T12:01:00.000Z',
    });
    expect(by({ autoPromotionEnabled: false })).toEqual({
      strategy: 'blue-green',
      paused: 'promotion',
    });
  });

  it('takes no steps while the first version comes, nor once all is done', () => {
    for (const status of [{ stableRS: undefined }, { stableRS: 'new' }]) {
      expect(read({ ...paused(), ...status }).progress).toEqual({
        strategy: 'canary',
      });
    }
    const [facts] = factsOf(read({ stableRS: 'new' }), old(), fresh(4))!;
    expect(facts).not.toHaveProperty('previousImage');
    expect(facts.rollout).not.toHaveProperty('canary');
  });

  it('does not take the set of the version before for the new one while the controller lags', () => {
    const lagging = read({
      observedGeneration: '1',
      currentPodHash: 'old',
      stableRS: 'old',
    });
    expect(factsOf(lagging, old())).toMatchObject([
      {
        observed: false,
        readyUpdated: 0,
        previousImage: 'registry.example.org/shop/payments:0.1.7',
      },
    ]);
  });

  it('takes the image from the Deployment that describes its pods, and that one for no workload', () => {
    const { metadata, spec } = rollout({});
    const described = pruneRollout(
      rollout(
        {},
        {
          template: undefined,
          workloadRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'payments',
          },
        },
      ),
      whose,
    )!;
    const deployment = pruneWorkload('Deployment')(
      { metadata, spec: { ...spec, replicas: 0 } },
      whose,
    )!;
    expect(factsOf(described, deployment, old(), fresh())).toEqual([
      expect.objectContaining({
        kind: 'Rollout',
        image: 'registry.example.org/shop/payments:0.1.8',
        readyUpdated: 1,
      }),
    ]);
  });

  it('survives every field being of a wrong type', () => {
    for (const wrong of [null, 1, 'x', [null], {}]) {
      expect(() =>
        read(
          { pauseConditions: wrong, canary: wrong, conditions: wrong },
          { strategy: wrong, workloadRef: wrong },
        ),
      ).not.toThrow();
      expect(() =>
        read(paused(), { strategy: { canary: { steps: wrong } } }),
      ).not.toThrow();
    }
  });
});
