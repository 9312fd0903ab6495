import { stateOf } from '@slipway/plugin-slipway-common';
import { recordedOf } from '../../../__testUtils__/recorded';
import { whose } from '../../../__testUtils__/whose';
import { pruneRollout } from '../kinds/rollouts';
import { pruneReplicaSet } from '../kinds/workloads';
import { toRuntimeFacts } from './deployments';
import { ServiceObjects } from './ServiceObjects';

const recorded = recordedOf('rollouts');

function factsOf(what: string) {
  const [rollout, ...sets] = recorded[what];
  const objects = [
    pruneRollout(rollout, whose)!,
    ...sets.map((set: object) => pruneReplicaSet(set, whose)!),
  ];
  return toRuntimeFacts(new ServiceObjects(objects))!;
}

const minutesLater = (time: string, minutes: number) =>
  new Date(Date.parse(time) + minutes * 60_000).toISOString();

describe('what Argo Rollouts says', () => {
  it.each<[string, string, string | undefined]>([
    ['first', 'healthy', undefined],
    ['passed', 'healthy', undefined],
    ['waits-a-while', 'progressing', 'rollout-paused'],
    ['waits-for-somebody', 'progressing', 'rollout-paused'],
    ['blue-green-waits', 'progressing', 'rollout-paused'],
    ['aborted', 'degraded', 'rollout-aborted'],
    ['never-ready', 'degraded', 'progress-deadline'],
    ['invalid', 'failed', 'rollout-invalid'],
  ])('of one that is %s is told as it is', (what, state, code) => {
    const { verdict } = stateOf('deployments', factsOf(what), {
      environment: 'prod',
      now: minutesLater(recorded[what][0].metadata.creationTimestamp, 1),
    });
    expect(verdict.state).toBe(state);
    expect(verdict.reasons[0]?.code).toBe(code);
  });

  it('is who serves how much, and when it goes on', () => {
    const [{ status }] = recorded['waits-a-while'];
    const { rollout } = factsOf('waits-a-while').workloads[0];
    expect(rollout).toMatchObject({
      strategy: 'canary',
      step: 2,
      steps: 2,
      weight: 25,
      paused: 'step',
      nextAt: minutesLater(status.pauseConditions[0].startTime, 10),
      stable: { wanted: 3, ready: 3 },
      canary: { wanted: 1, ready: 1 },
    });
  });
});
