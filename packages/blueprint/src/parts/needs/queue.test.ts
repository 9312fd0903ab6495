import { expandService } from '@slipway/model';
import type { ServiceInput } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';

/** The variables of a worker in an environment, those of its queue alone. */
function read(needs: object, worker: object, environment = 'prod') {
  const { workload: _, ...spec } = soundService.spec;
  const { tree } = renderService(
    expandService({
      ...soundService,
      spec: {
        ...spec,
        workloads: { sorter: { type: 'worker', ...worker } },
        environments: {
          // No KEDA there, so nothing scales by the queue.
          dev: { cluster: 'local' },
          prod: { cluster: 'eu-1' },
        },
        needs,
      },
    } as ServiceInput),
    fullBundle,
  );
  const deployment: any = evaluateOverlay(
    tree,
    `deploy/overlays/${environment}`,
  ).find(({ kind }) => kind === 'Deployment');
  const { env = [] } = deployment.spec.template.spec.containers[0];
  return Object.fromEntries(
    env
      .filter(({ name }: { name: string }) => /^(QUEUE|CONSUMER)/.test(name))
      .map((one: { name: string; value: string }) => [one.name, one.value]),
  );
}

const rabbitmq = { type: 'rabbitmq' };

describe('the queue that a worker reads from', () => {
  it.each([
    ['is called as the worker', { jobs: rabbitmq }, {}, { QUEUE: 'sorter' }],
    [
      'is the first that the need names',
      { jobs: { ...rabbitmq, queues: ['letters', 'parcels'] } },
      {},
      { QUEUE: 'letters' },
    ],
    [
      'is the one that the worker is scaled by',
      { jobs: { ...rabbitmq, queues: ['letters', 'parcels'] } },
      { scaleOn: { need: 'jobs', queue: 'parcels', depth: 5 } },
      { QUEUE: 'parcels' },
    ],
    [
      'is in the need that the worker is scaled by',
      { jobs: rabbitmq, events: { type: 'kafka', topics: { sorted: {} } } },
      { scaleOn: { need: 'events', depth: 5 } },
      { QUEUE: 'sorted', CONSUMER_GROUP: 'payments-sorter' },
    ],
    [
      'is the one that SQS is told by its name',
      { jobs: { type: 'sqs', provider: 'managed', queues: ['letters'] } },
      {},
      { QUEUE: 'letters' },
    ],
    [
      'is a list of Redis that the worker is scaled by',
      { lists: { type: 'redis' }, jobs: rabbitmq },
      { scaleOn: { need: 'lists', depth: 5 } },
      { QUEUE: 'sorter' },
    ],
    [
      'is a list that Redis names',
      { lists: { type: 'redis', queues: ['letters'] } },
      {},
      { QUEUE: 'letters' },
    ],
    [
      'is not in a Redis that names no list: that is a cache',
      { cache: { type: 'redis' }, jobs: { ...rabbitmq, queues: ['letters'] } },
      {},
      { QUEUE: 'letters' },
    ],
    [
      'is none where nothing hands out',
      { db: { type: 'postgres' }, cache: { type: 'redis' } },
      {},
      {},
    ],
  ])('%s', (_what, needs, worker, expected) => {
    expect(read(needs, worker)).toEqual(expected);
    expect(read(needs, worker, 'dev')).toEqual(expected);
  });
});
