import { expandService } from '@slipway/model';
import type { ServiceInput } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';

/** What runs in an environment of a service with one worker. */
function running(
  needs: object,
  worker: object,
  environment: string,
  runtime = 'go',
): any[] {
  const { workload: _, ...spec } = soundService.spec;
  const { tree } = renderService(
    expandService({
      ...soundService,
      spec: {
        ...spec,
        runtime,
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
  return evaluateOverlay(tree, `deploy/overlays/${environment}`);
}

/** The variables of a worker in an environment, those of its queue alone. */
function read(needs: object, worker: object, environment = 'prod') {
  const deployment = running(needs, worker, environment).find(
    ({ kind }) => kind === 'Deployment',
  );
  const { env = [] } = deployment.spec.template.spec.containers[0];
  return Object.fromEntries(
    env
      .filter(({ name }: { name: string }) =>
        /^(QUEUE|DEAD|CONSUMER)/.test(name),
      )
      .map((one: { name: string; value: string }) => [one.name, one.value]),
  );
}

const rabbitmq = { type: 'rabbitmq' };

describe('the queue that a worker reads from', () => {
  it.each([
    [
      'is called as the worker',
      { jobs: rabbitmq },
      {},
      { QUEUE: 'sorter', DEAD_LETTER_QUEUE: 'sorter-dead' },
    ],
    [
      'is the first that the need names',
      { jobs: { ...rabbitmq, queues: ['letters', 'parcels'] } },
      {},
      { QUEUE: 'letters', DEAD_LETTER_QUEUE: 'letters-dead' },
    ],
    [
      'is the one that the worker is scaled by',
      { jobs: { ...rabbitmq, queues: ['letters', 'parcels'] } },
      { scaleOn: { need: 'jobs', queue: 'parcels', depth: 5 } },
      { QUEUE: 'parcels', DEAD_LETTER_QUEUE: 'parcels-dead' },
    ],
    [
      'is in the need that the worker is scaled by',
      { jobs: rabbitmq, events: { type: 'kafka', topics: { sorted: {} } } },
      { scaleOn: { need: 'events', depth: 5 } },
      {
        QUEUE: 'sorted',
        DEAD_LETTER_QUEUE: 'sorted-dead',
        CONSUMER_GROUP: 'payments-sorter',
      },
    ],
    [
      'is the one that SQS is told by its name',
      { jobs: { type: 'sqs', provider: 'managed', queues: ['letters'] } },
      {},
      { QUEUE: 'letters', DEAD_LETTER_QUEUE: 'letters-dead' },
    ],
    [
      'is a list of Redis that the worker is scaled by',
      { lists: { type: 'redis' }, jobs: rabbitmq },
      { scaleOn: { need: 'lists', depth: 5 } },
      { QUEUE: 'sorter', DEAD_LETTER_QUEUE: 'sorter-dead' },
    ],
    [
      'is a list that Redis names',
      { lists: { type: 'redis', queues: ['letters'] } },
      {},
      { QUEUE: 'letters', DEAD_LETTER_QUEUE: 'letters-dead' },
    ],
    [
      'is not in a Redis that names no list: that is a cache',
      { cache: { type: 'redis' }, jobs: { ...rabbitmq, queues: ['letters'] } },
      {},
      { QUEUE: 'letters', DEAD_LETTER_QUEUE: 'letters-dead' },
    ],
    [
      'is none where nothing hands out',
      { db: { type: 'postgres' }, cache: { type: 'redis' } },
      {},
      {},
    ],
    [
      'has dead letters beside it, unless the spec says where they go',
      { jobs: { type: 'sqs', provider: 'managed', queues: ['letters'] } },
      { env: { DEAD_LETTER_QUEUE: 'undelivered' } },
      { QUEUE: 'letters', DEAD_LETTER_QUEUE: 'undelivered' },
    ],
  ])('%s', (_what, needs, worker, expected) => {
    expect(read(needs, worker)).toEqual(expected);
    expect(read(needs, worker, 'dev')).toEqual(expected);
  });
});

describe('ElasticMQ', () => {
  const jobs = { type: 'sqs', provider: 'elasticmq', queues: ['letters'] };
  const letters = '-Dqueues.letters.';

  it.each([
    ['begins with the queue of dead letters', jobs, {}, 'go', ['letters-dead']],
    [
      'calls it as the worker does',
      jobs,
      { env: { DEAD_LETTER_QUEUE: 'undelivered' } },
      'go',
      ['undelivered'],
    ],
    [
      'moves messages there itself where it is asked to',
      { ...jobs, deadLetter: true },
      {},
      'go',
      ['letters-dead', `${letters}deadLettersQueue.name=letters-dead`],
    ],
    ['has none for a program of others', jobs, {}, 'container', []],
  ])('%s', (_what, need, worker, runtime, expected) => {
    const { args } = running({ jobs: need }, worker, 'dev', runtime)
      .flatMap(({ spec }) => spec?.template?.spec.containers ?? [])
      .find(({ image }) => image.includes('elasticmq'));
    const dead = args.flatMap((one: string) =>
      one.startsWith(`${letters}deadLettersQueue.name`)
        ? [one]
        : /^-Dqueues\.(?!letters\.)([^.]+)\.default/.exec(one)?.slice(1) ?? [],
    );
    expect(dead).toEqual(expected);
  });
});
