import * as fc from 'fast-check';
import { FIRST_BUILD_TAG } from '@slipway/model';
import { EventFacts, WorkloadFacts } from '../facts';
import { pod, workload } from '../__testUtils__/workload';
import { deploymentStateOf } from './deployment';

const environment = 'staging';
const now = '2026-11-20T12:00:00Z';

function judge(facts: WorkloadFacts) {
  return deploymentStateOf({ workloads: [facts] }, { environment, now })
    .verdict;
}

const oom = {
  restarts: 6,
  waiting: 'CrashLoopBackOff',
  memoryLimit: '256Mi',
  ended: { reason: 'OOMKilled', exitCode: 137, at: '2026-11-20T10:18:00Z' },
};

const stuck = { status: false, reason: 'ProgressDeadlineExceeded' };
const moving = { status: true, reason: 'ReplicaSetUpdated' };
const previousImage = 'registry.example.org/shop/payments:0.1.6-g0000000';
const firstBuild = `registry.example.org/shop/payments:${FIRST_BUILD_TAG}`;

const said = (
  reason: string,
  about?: string,
  changes: Partial<EventFacts> = {},
): EventFacts => ({
  reason,
  ...(about && { about }),
  count: 14,
  firstAt: '2026-11-20T10:02:00Z',
  lastAt: '2026-11-20T10:20:00Z',
  ...changes,
});

const unready = (about: string, changes: Partial<EventFacts> = {}) =>
  pod({}, { wasReady: true, events: [said('Unhealthy', about, changes)] });

const running = (letter: string) =>
  pod({ digest: `sha256:${letter.repeat(64)}` }, { ready: true });

const creating = (...events: EventFacts[]) =>
  pod({ waiting: 'ContainerCreating' }, { events });

describe('deploymentStateOf', () => {
  it.each<[string, WorkloadFacts, string, string | undefined]>([
    ['all serve', workload(), 'healthy', undefined],
    [
      'no build yet, whatever the pods say',
      workload({
        image: firstBuild,
        ready: 0,
        progressing: stuck,
        pods: [pod({ waiting: 'ImagePullBackOff', image: firstBuild })],
      }),
      'progressing',
      'waiting-first-build',
    ],
    [
      'the first build has come, and what waited for it is not gone yet',
      workload({
        ready: 0,
        updated: 1,
        pods: [pod({ waiting: 'ImagePullBackOff', image: firstBuild })],
      }),
      'progressing',
      'rollout',
    ],
    [
      'an image that nobody has, nothing serves',
      workload({ ready: 0, pods: [pod({ waiting: 'ErrImagePull' })] }),
      'failed',
      'image-pull',
    ],
    [
      'an image that nobody has, old replicas serve',
      workload({
        ready: 2,
        updated: 1,
        pods: [pod({ waiting: 'ImagePullBackOff' })],
      }),
      'degraded',
      'image-pull',
    ],
    [
      'out of memory',
      workload({ ready: 0, pods: [pod(oom)] }),
      'failed',
      'crash-loop',
    ],
    [
      'out of memory between two restarts',
      workload({ ready: 1, pods: [pod({ ...oom, waiting: undefined })] }),
      'degraded',
      'crash-loop',
    ],
    [
      'one restart long ago',
      workload({
        pods: [pod({ restarts: 1, ended: oom.ended }, { ready: true })],
      }),
      'healthy',
      undefined,
    ],
    [
      'no room',
      workload({ ready: 0, pods: [pod({}, { unschedulable: ['memory'] })] }),
      'failed',
      'unschedulable',
    ],
    [
      'a Secret is missing',
      workload({
        ready: 0,
        pods: [pod({ waiting: 'CreateContainerConfigError' })],
      }),
      'failed',
      'container-config',
    ],
    [
      'a quota refuses pods',
      workload({ ready: 1, replicaFailure: { reason: 'FailedCreate' } }),
      'degraded',
      'create-refused',
    ],
    [
      'past the deadline',
      workload({ ready: 1, progressing: stuck }),
      'degraded',
      'progress-deadline',
    ],
    [
      'past the deadline for a known cause',
      workload({ ready: 0, progressing: stuck, pods: [pod(oom)] }),
      'failed',
      'crash-loop',
    ],
    [
      'new replicas come',
      workload({ updated: 1, progressing: moving }),
      'progressing',
      'rollout',
    ],
    ['old replicas go', workload({ total: 3 }), 'progressing', 'rollout'],
    [
      'the change is not taken up yet',
      workload({ observed: false }),
      'progressing',
      'rollout',
    ],
    [
      'new ones start',
      workload({ ready: 1, pods: [pod()] }),
      'progressing',
      'rollout',
    ],
    [
      'paused half-way',
      workload({ updated: 1, paused: true }),
      'progressing',
      'paused',
    ],
    [
      'one that served serves no more',
      workload({ ready: 1, pods: [pod({}, { wasReady: true })] }),
      'degraded',
      'not-ready',
    ],
    [
      'none serves any more',
      workload({ ready: 0, pods: [pod({}, { wasReady: true })] }),
      'failed',
      'not-ready',
    ],
    [
      'one runs and does not pass its readiness probe',
      workload({ ready: 1, pods: [unready('readiness')] }),
      'degraded',
      'probe-failing',
    ],
    [
      'one has started for long and was never ready',
      workload({
        ready: 0,
        pods: [pod({}, { events: [said('Unhealthy', 'readiness')] })],
      }),
      'failed',
      'probe-failing',
    ],
    [
      'one that starts does not pass its probes yet',
      workload({
        ready: 1,
        pods: [
          pod(
            {},
            {
              events: [
                said('Unhealthy', 'readiness', {
                  lastAt: '2026-11-20T10:02:30Z',
                }),
              ],
            },
          ),
        ],
      }),
      'progressing',
      'rollout',
    ],
    [
      'a probe restarts it again and again',
      workload({
        ready: 0,
        pods: [
          pod(
            {
              waiting: 'CrashLoopBackOff',
              restarts: 5,
              ended: { exitCode: 143 },
            },
            { events: [said('Unhealthy', 'liveness')] },
          ),
        ],
      }),
      'failed',
      'probe-failing',
    ],
    [
      'out of memory, so that no probe is answered',
      workload({
        ready: 0,
        pods: [pod(oom, { events: [said('Unhealthy', 'liveness')] })],
      }),
      'failed',
      'crash-loop',
    ],
    [
      'a probe failed, and passes again',
      workload({ pods: [{ ...unready('readiness'), ready: true }] }),
      'healthy',
      undefined,
    ],
    [
      'a volume does not come',
      workload({ ready: 0, pods: [creating(said('FailedMount', 'secret'))] }),
      'failed',
      'volume-mount',
    ],
    [
      'a volume did not come at the first try',
      workload({
        ready: 1,
        pods: [creating(said('FailedMount', 'secret', { count: 1 }))],
      }),
      'progressing',
      'rollout',
    ],
    [
      'a quota refuses pods of a StatefulSet',
      workload({
        kind: 'StatefulSet',
        ready: 1,
        total: 1,
        updated: 1,
        events: [said('FailedCreate', 'quota')],
      }),
      'degraded',
      'create-refused',
    ],
    [
      'a quota refused pods that are there by now',
      workload({ events: [said('FailedCreate', 'quota')] }),
      'healthy',
      undefined,
    ],
    [
      'two images run under one tag',
      workload({ pods: [running('a'), running('b')] }),
      'degraded',
      'tag-moved',
    ],
    [
      'one image runs under one tag',
      workload({ pods: [running('a'), running('a')] }),
      'healthy',
      undefined,
    ],
    [
      'another image goes away',
      workload({
        pods: [running('a'), { ...running('b'), current: false }],
      }),
      'healthy',
      undefined,
    ],
    [
      'what runs was loaded by hand',
      workload({ pods: [running('a'), pod({}, { ready: true })] }),
      'healthy',
      undefined,
    ],
    ['zero is wanted', workload({ wanted: 0 }), 'healthy', 'scaled-to-zero'],
    [
      'zero is wanted, some still go',
      workload({ wanted: 0, total: 2 }),
      'progressing',
      'scaled-to-zero',
    ],
  ])('%s', (_, facts, state, code) => {
    const verdict = judge(facts);
    expect([verdict.state, verdict.reasons[0]?.code]).toEqual([state, code]);
  });

  it('says what is wrong with memory, by what it is proved, and what to do', () => {
    const facts = workload({ ready: 1, previousImage, pods: [pod(oom)] });
    expect(judge(facts).reasons).toMatchObject([
      {
        code: 'crash-loop',
        state: 'degraded',
        message: 'staging restarts again and again: it runs out of memory',
        evidence:
          'Container api of pod payments-7d9-x was killed: exit 137, OOMKilled, limit 256 MiB. 6 restarts in 18 min.',
        remedy:
          'Raise resources.memory for staging above 256Mi in slipway.yaml, or roll staging back to 0.1.6.',
        log: { pod: 'payments-7d9-x', container: 'api', previous: true },
      },
    ]);
  });

  it.each<[string, WorkloadFacts, boolean]>([
    [
      'of the run that ended',
      workload({ ready: 0, pods: [pod({ restarts: 3, ended: oom.ended })] }),
      true,
    ],
    [
      'of the run that goes on, where none ended yet',
      workload({
        ready: 0,
        pods: [pod({ restarts: 3, waiting: 'CrashLoopBackOff' })],
      }),
      false,
    ],
    [
      'of what runs and does not pass its probe',
      workload({ ready: 1, pods: [unready('readiness')] }),
      false,
    ],
    [
      'of what a probe ended',
      workload({
        ready: 1,
        pods: [
          pod({ restarts: 2 }, { events: [said('Unhealthy', 'liveness')] }),
        ],
      }),
      true,
    ],
    [
      'of what does not serve, and nobody knows why',
      workload({ ready: 1, pods: [pod({}, { wasReady: true })] }),
      false,
    ],
  ])('says where the log is: %s', (_, facts, previous) => {
    expect(judge(facts).reasons[0].log).toEqual({
      pod: 'payments-7d9-x',
      container: 'api',
      ...(previous && { previous }),
    });
  });

  const digest = `sha256:${'a'.repeat(64)}`;
  const ran = (...tags: string[]) =>
    tags.map((tag, index) => ({
      id: `a/${index}`,
      number: index + 1,
      image: `registry.example.org/shop/payments:${tag}@${digest}`,
    }));
  const [older, wanted, newer] = ['0.1.6-g0', '0.1.7-g1', '0.1.8-g2'].map(tag =>
    tag.padEnd(14, 'a2b3c4'),
  );

  it.each([
    ['nothing is kept', [], undefined],
    ['it is the first', [wanted], undefined],
    ['the one before', [older, wanted], older],
    ['the one before came again and again', [older, older, wanted], older],
    [
      'nothing older, after going back to it',
      [wanted, newer, wanted],
      undefined,
    ],
    ['the older one, after going back', [older, wanted, newer, wanted], older],
    ['the newest, while the wish is not taken up', [older, newer], newer],
    [
      'nothing but the wait for the first build',
      [FIRST_BUILD_TAG, wanted],
      undefined,
    ],
    ['one pushed anew under its tag', [wanted, wanted], undefined],
    ["somebody else's tag", ['1.0', wanted], '1.0'],
  ])('knows what ran before: %s', (_, tags, known) => {
    const image = `registry.example.org/shop/payments:${wanted}`;
    const state = deploymentStateOf(
      { workloads: [workload({ image, revisions: ran(...tags) })] },
      { environment, now },
    );
    const { before } = state.workloads[0];
    expect([before?.tag, before?.digest]).toEqual(
      known ? [known, digest] : [undefined, undefined],
    );
    expect(before?.commit).toBe(known?.split('-g')[1]);
  });

  it.each([
    [{ exitCode: 1, reason: 'Error' }, 'container api ends with exit code 1'],
    [{ exitCode: 127 }, 'the command of container api cannot be run'],
    [{ exitCode: 0 }, 'container api ends although it should serve'],
    [undefined, 'container api does not stay up'],
  ])('tells how a container ended: %j', (ended, words) => {
    const facts = workload({
      ready: 0,
      pods: [pod({ waiting: 'CrashLoopBackOff', restarts: 3, ended })],
    });
    expect(judge(facts).reasons[0].message).toBe(
      `staging restarts again and again: ${words}`,
    );
  });

  it.each<[string, WorkloadFacts, object]>([
    [
      'a registry that does not have it',
      workload({
        ready: 0,
        pods: [
          pod(
            { waiting: 'ImagePullBackOff' },
            { events: [said('Failed', 'image-not-there')] },
          ),
        ],
      }),
      {
        message:
          'staging cannot pull the image of 0.1.7: the registry does not have it',
        evidence:
          'Container api of pod payments-7d9-x: ImagePullBackOff, registry.example.org/shop/payments:0.1.7-g1a2b3c4, 14 times since 2026-11-20 10:02 UTC.',
        remedy: 'Check that the build pushed this tag.',
      },
    ],
    [
      'a probe that is not passed',
      workload({ ready: 1, pods: [unready('readiness')] }),
      {
        message:
          '1 replica of staging runs, but does not pass the readiness probe',
        evidence:
          'Pod payments-7d9-x: Unhealthy, 14 times since 2026-11-20 10:02 UTC.',
      },
    ],
    [
      'a volume that is attached elsewhere',
      workload({
        ready: 0,
        pods: [creating(said('FailedAttachVolume', 'elsewhere'))],
      }),
      {
        message:
          'A volume of staging cannot be mounted: it is still attached to another node',
      },
    ],
    [
      'a quota',
      workload({
        ready: 1,
        replicaFailure: { reason: 'FailedCreate' },
        events: [said('FailedCreate', 'quota', { count: 1 })],
      }),
      {
        message: 'a quota refuses new pods in staging',
        evidence:
          'Deployment payments: ReplicaFailure, FailedCreate, at 2026-11-20 10:20 UTC.',
      },
    ],
    [
      'a pod that was evicted',
      workload({
        ready: 1,
        pods: [pod({}, { wasReady: true })],
        events: [said('Evicted', 'memory')],
      }),
      {
        evidence:
          'Pod payments-7d9-x is not ready. A pod was evicted at 2026-11-20 10:20 UTC: its node had too little memory left.',
      },
    ],
  ])('tells by what the cluster warns of: %s', (_, facts, expected) => {
    expect(judge(facts).reasons).toEqual([expect.objectContaining(expected)]);
  });

  it('reads version, commit and digest from the image', () => {
    const image = 'localhost:5000/shop/payments:0.1.7-g1a2b3c4@sha256:abc';
    const { workloads } = deploymentStateOf(
      { workloads: [workload({ image })] },
      { environment, now },
    );
    expect(workloads).toMatchObject([
      {
        image: 'localhost:5000/shop/payments:0.1.7-g1a2b3c4',
        digest: 'sha256:abc',
        version: '0.1.7',
        commit: '1a2b3c4',
      },
    ]);
  });

  const stateOf = (changes: Partial<WorkloadFacts>) =>
    deploymentStateOf({ workloads: [workload(changes)] }, { environment, now })
      .workloads[0];

  it('does not count what runs the version before as the wanted one', () => {
    const failing = stateOf({
      wanted: 1,
      ready: 1,
      readyUpdated: 0,
      previousImage,
      previousReady: 1,
      pods: [pod({ waiting: 'ImagePullBackOff' })],
    });
    expect(failing).toMatchObject({
      version: '0.1.7',
      ready: 1,
      readyUpdated: 0,
      serving: { version: '0.1.6', commit: '0000000', ready: 1 },
    });
  });

  it('names no older version where none serves, or none with another name', () => {
    const pushedAnew = `${workload().image}@sha256:abc`;
    for (const changes of [
      { readyUpdated: 2 },
      { previousImage, previousReady: 0 },
      { previousImage },
      { previousImage: pushedAnew, previousReady: 1 },
    ]) {
      expect(stateOf(changes)).not.toHaveProperty('serving');
    }
  });

  it('leaves out what the cluster does not tell, and never counts more than are ready', () => {
    expect(stateOf({})).not.toHaveProperty('readyUpdated');
    expect(stateOf({ ready: 1, readyUpdated: 2 }).readyUpdated).toBe(1);
  });

  const counts = fc.nat({ max: 4 });
  const anyWorkload = fc
    .record({
      wanted: counts,
      ready: counts,
      updated: counts,
      total: counts,
      observed: fc.boolean(),
      paused: fc.boolean(),
      progressing: fc.constantFrom(stuck, moving, undefined),
      pods: fc.array(
        fc.constantFrom(
          pod(),
          pod(oom),
          pod({ waiting: 'ImagePullBackOff' }),
          pod({}, { unschedulable: ['cpu'] }),
          pod({}, { ready: true, wasReady: true }),
          unready('readiness'),
          unready('liveness'),
          creating(said('FailedMount')),
        ),
        { maxLength: 4 },
      ),
    })
    .map(workload);

  it('is never healthy with a replica missing, nor troubled without saying what to do', () => {
    fc.assert(
      fc.property(anyWorkload, facts => {
        const { state, reasons } = judge(facts);
        const troubles = reasons.filter(
          r => r.state === 'failed' || r.state === 'degraded',
        );
        expect(state === 'healthy' && facts.ready < facts.wanted).toBe(false);
        expect(state === 'failed' && facts.ready > 0).toBe(false);
        expect(state === 'healthy' || reasons.length > 0).toBe(true);
        expect(troubles.every(r => r.remedy && r.evidence !== '')).toBe(true);
        expect(reasons.every(r => /staging/.test(r.message))).toBe(true);
        expect(reasons.some(r => /\.$/.test(r.message))).toBe(false);
      }),
    );
  });

  it('does not depend on the order of what was read', () => {
    const a = workload({ name: 'a' });
    const b = workload({ name: 'b', ready: 1, pods: [pod(oom)] });
    const judgeAll = (workloads: WorkloadFacts[]) =>
      deploymentStateOf({ workloads }, { environment, now });
    expect(judgeAll([a, b])).toEqual(judgeAll([b, a]));
  });
});
