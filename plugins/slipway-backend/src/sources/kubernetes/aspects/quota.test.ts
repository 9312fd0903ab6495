import { stateOf } from '@slipway/plugin-slipway-common';
import { serviceObjects } from '../../../__testUtils__/objects';
import { whose } from '../../../__testUtils__/whose';
import { pruneLimits, pruneQuota } from '../kinds/quota';
import { pruneWorkload } from '../kinds/workloads';
import { toQuotaFacts } from './quota';
import { ServiceObjects } from './ServiceObjects';

const metadata = {
  name: 'platform',
  namespace: 'payments-dev',
  creationTimestamp: '2026-11-01T00:00:00Z',
  resourceVersion: '1',
};
const quota = pruneQuota({
  kind: 'ResourceQuota',
  metadata,
  status: {
    hard: { 'requests.memory': '1Gi', 'limits.memory': '4Gi' },
    used: { 'requests.memory': '512Mi', 'limits.memory': '1Gi' },
  },
});
const limits = (...said: object[]) =>
  pruneLimits({ kind: 'LimitRange', metadata, spec: { limits: said } });
const forContainers = {
  type: 'Container',
  defaultRequest: { memory: '256Mi', cpu: '100m' },
  default: { memory: '512Mi' },
};

/** What one more pod of a workload counts for whose containers want this. */
function eachOf(
  containers: object[],
  around: ReturnType<typeof limits>[] = [],
  initContainers: object[] = [],
) {
  const { deployment } = serviceObjects({ namespace: 'payments-dev' });
  const { spec, metadata: own } = deployment as any;
  Object.assign(own, { ...metadata, name: own.name });
  spec.template.spec = { ...spec.template.spec, containers, initContainers };
  const workload = pruneWorkload('Deployment')(deployment, whose)!;
  const facts = toQuotaFacts(
    new ServiceObjects([workload], [quota, ...around]),
  )!;
  return { facts, each: facts.workloads[0].each };
}

describe('what a pod counts for in its quota', () => {
  it.each<[string, object[], object[], object]>([
    [
      'what it says',
      [{ resources: { requests: { memory: '64Mi' } } }],
      [],
      { 'requests.memory': 64 << 20 },
    ],
    ['nothing, where nobody says anything', [{}], [], {}],
    [
      'what its namespace gives to those that say nothing',
      [{}, { resources: { requests: { memory: '64Mi' } } }],
      [limits(forContainers)],
      {
        'requests.cpu': 0.2,
        'requests.memory': (256 + 64) << 20,
        'limits.memory': 1024 << 20,
      },
    ],
    [
      'its limit, which goes before what the namespace gives',
      [{ resources: { limits: { memory: '1Gi' } } }],
      [limits(forContainers)],
      {
        'requests.cpu': 0.1,
        'requests.memory': 1024 << 20,
        'limits.memory': 1024 << 20,
      },
    ],
    [
      'nothing of what is for whole pods or for claims, or is no amount',
      [{}],
      [
        limits(
          { type: 'Pod', default: { memory: '1Gi' } },
          { type: 'Container', default: { memory: 'much' } },
        ),
        limits(undefined as never),
      ],
      {},
    ],
  ])('is %s', (_, containers, around, amounts) => {
    const { each } = eachOf(containers, around as ReturnType<typeof limits>[]);
    expect(each).toEqual({ pods: 1, ...amounts });
  });

  it('is that of what starts it, where that is more', () => {
    const { each } = eachOf(
      [{}],
      [limits(forContainers)],
      [{ resources: { requests: { memory: '2Gi' } } }],
    );
    expect(each['requests.memory']).toBe(2048 * 2 ** 20);
  });

  it('ends its growth, also where it is said by the namespace alone', () => {
    const { facts } = eachOf([{}], [limits(forContainers)]);
    const [workload] = facts.workloads;
    const state = stateOf(
      'quota',
      { ...facts, workloads: [{ ...workload, running: 1, most: 10 }] },
      { environment: 'dev', now: '2026-12-01T00:00:00Z' },
    );
    expect(state.workloads[0]).toMatchObject({
      reaches: 3,
      endsWith: 'requests.memory',
    });
  });
});
