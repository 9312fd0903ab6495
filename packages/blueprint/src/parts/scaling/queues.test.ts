import { expandService } from '@slipway/model';
import type { ServiceInput } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';
import { validateTree } from '../../validate';

/** What KEDA looks at, and what the worker reads. */
function scaledBy(jobs: object) {
  const { tree } = renderService(
    expandService({
      ...soundService,
      spec: {
        ...soundService.spec,
        expose: undefined,
        workloads: {
          worker: { type: 'worker', scaleOn: { need: 'jobs', depth: 20 } },
        },
        environments: {
          prod: { cluster: 'eu-1', scaling: { min: 1, max: 5 } },
        },
        needs: { jobs },
      },
    } as ServiceInput),
    fullBundle,
  );
  expect(validateTree(tree, fullBundle)).toEqual([]);
  const objects: any[] = evaluateOverlay(tree, 'deploy/overlays/prod');
  const of = (kind: string) => objects.find(object => object.kind === kind);
  const [container] = of('Deployment').spec.template.spec.containers;
  return {
    metadata: of('ScaledObject').spec.triggers[0].metadata,
    authentication: of('TriggerAuthentication'),
    policy: objects.find(
      ({ kind, metadata }) =>
        kind === 'NetworkPolicy' &&
        metadata.name === 'payments-jobs-allow-apps',
    )?.spec.ingress,
    env: (name: string) =>
      container.env.find((one: { name: string }) => one.name === name),
  };
}

describe('scaling by the depth of a queue', () => {
  it.each([
    ['the one that is named', { queues: ['thumbs'] }, 'thumbs'],
    ['the usual one', {}, 'payments-jobs'],
  ])('looks at the SQS queue that the pods read: %s', (_, given, queue) => {
    const managed = scaledBy({ type: 'sqs', provider: 'managed', ...given });
    expect(managed.env('SQS_QUEUE').value).toBe(queue);
    expect(managed.metadata.queueURL).toBe(queue);
    const own = scaledBy({ type: 'sqs', provider: 'elasticmq', ...given });
    expect(own.metadata.queueURL).toBe(
      `http://payments-jobs.payments-prod.svc:9324/000000000000/${queue}`,
    );
  });

  it.each(['operator', 'managed'])(
    'reaches RabbitMQ as the pods do, when it is %s',
    provider => {
      const { metadata, authentication, env } = scaledBy({
        type: 'rabbitmq',
        provider,
      });
      expect(authentication).toBeUndefined();
      expect(metadata.hostFromEnv).toBe('RABBITMQ_URL');
      expect(env('RABBITMQ_URL')).toBeDefined();
    },
  );

  // KEDA asks from its own namespace, where a short name leads nowhere.
  it.each([
    ['rabbitmq', 'host', 'amqp://payments-jobs.payments-prod.svc:5672/'],
    ['redis', 'address', 'payments-jobs.payments-prod.svc:6379'],
    ['kafka', 'bootstrapServers', 'payments-jobs.payments-prod.svc:9092'],
  ])(
    'names %s that runs here by its whole name, and lets KEDA in',
    (type, field, address) => {
      const { metadata, policy } = scaledBy({ type, provider: 'in-cluster' });
      expect(metadata[field]).toBe(address);
      expect(policy).toContainEqual({
        from: [
          {
            namespaceSelector: {},
            podSelector: { matchLabels: { app: 'keda-operator' } },
          },
        ],
        ports: [expect.objectContaining({ protocol: 'TCP' })],
      });
    },
  );

  it.each([
    ['redis', 'addressFromEnv', 'REDIS_ADDR'],
    ['kafka', 'bootstrapServersFromEnv', 'KAFKA_BROKERS'],
  ])(
    'takes the address of a managed %s from where the pods have it',
    (type, field, variable) => {
      const { metadata, env } = scaledBy({ type, provider: 'managed' });
      expect(metadata[field]).toBe(variable);
      expect(env(variable).valueFrom).toBeDefined();
    },
  );
});
