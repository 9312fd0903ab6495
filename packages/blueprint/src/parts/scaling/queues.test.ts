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
      `http://payments-jobs:9324/000000000000/${queue}`,
    );
  });

  it.each(['in-cluster', 'operator', 'managed'])(
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
});
