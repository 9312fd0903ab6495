import { stateOf } from '@slipway/plugin-slipway-common';
import { recordedOf } from '../../../__testUtils__/recorded';
import { whose } from '../../../__testUtils__/whose';
import { PrunedObject } from '../kinds';
import { pruneAutoscaler, pruneScaledObject } from '../kinds/autoscalers';
import { Prune } from '../kinds/read';
import { pruneWorkload } from '../kinds/workloads';
import { toScalingFacts } from './scaling';
import { ServiceObjects } from './ServiceObjects';

const recorded = recordedOf('keda');

const prunes: Record<string, Prune<PrunedObject>> = {
  ScaledObject: pruneScaledObject,
  HorizontalPodAutoscaler: pruneAutoscaler,
  Deployment: pruneWorkload('Deployment'),
};

const factsOf = (what: string) =>
  toScalingFacts(
    new ServiceObjects(
      recorded[what].map(
        (object: { kind: string }) => prunes[object.kind](object, whose)!,
      ),
    ),
  )!;

describe('what KEDA says', () => {
  it.each<[string, object | undefined]>([
    ['idle', undefined],
    ['active', undefined],
    ['paused', undefined],
    ['paused-at', undefined],
    ['never-less', undefined],
    [
      'ceiling',
      {
        code: 'scaling-ceiling',
        message:
          'ceiling of prod wants more than the 2 replicas that it may have',
      },
    ],
    [
      'trigger-away',
      {
        code: 'scaling-inactive',
        message:
          'trigger-away of prod is not scaled: what it scales by cannot be measured',
        evidence: 'ScaledObject trigger-away: TriggerError, 1 replicas.',
        remedy: expect.stringContaining('what the triggers of ScaledObject'),
      },
    ],
    [
      'partly-away',
      {
        code: 'scaling-inactive',
        message:
          'partly-away of prod is scaled by some of its triggers only: not all can be asked',
        evidence: 'ScaledObject partly-away: PartialTriggerError, 3 replicas.',
        remedy: expect.stringContaining('what the triggers of ScaledObject'),
      },
    ],
    // KEDA and the autoscaler are content with the number that stands for what is not measured.
    [
      'falls-back',
      {
        code: 'scaling-inactive',
        evidence: 'ScaledObject falls-back: FallbackExists, 2 replicas.',
        remedy: expect.stringContaining('what the triggers of ScaledObject'),
      },
    ],
    ...['queue-away', 'wrong-trigger', 'wrong-setting', 'missing-target'].map(
      (what): [string, object] => [
        what,
        {
          code: 'scaling-inactive',
          message: `${what} of prod is not scaled: KEDA could not begin with it`,
          remedy: expect.stringContaining('a trigger is wrong'),
        },
      ],
    ),
    // KEDA itself still says that it is ready.
    [
      'metrics-away',
      {
        code: 'scaling-inactive',
        evidence: 'ScaledObject active: FailedGetExternalMetric, 3 replicas.',
        remedy: expect.stringContaining('metrics server or adapter'),
      },
    ],
  ])('of %s is told as it is', (what, reason) => {
    const { verdict } = stateOf('scaling', factsOf(what), {
      environment: 'prod',
      now: recorded[what][0].metadata.creationTimestamp,
    });
    expect(verdict.reasons).toMatchObject(reason ? [reason] : []);
    expect(verdict.state).toBe(reason ? 'degraded' : 'healthy');
  });

  it('is one scaler with the numbers of the autoscaler that it made', () => {
    expect(factsOf('active').scalers).toMatchObject([
      {
        workload: 'active',
        by: 'ScaledObject',
        min: 0,
        max: 5,
        current: 3,
        desired: 3,
        metrics: [{ current: 6, target: 2, unit: 'each' }],
      },
    ]);
  });

  it('is nothing where there is no work, and not where that was asked for', () => {
    expect(factsOf('idle').scalers[0]).toMatchObject({
      current: 0,
      idle: true,
    });
    expect(factsOf('paused-at').scalers[0]).not.toHaveProperty('idle');
  });
});
