import { expandService } from '@slipway/model';
import type { ServiceInput } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';
import { validateTree } from '../../validate';

const withQueue = (jobs: object, prod: object = {}) => {
  const { tree } = renderService(
    expandService({
      ...soundService,
      spec: {
        ...soundService.spec,
        environments: {
          dev: { cluster: 'local' },
          prod: { cluster: 'eu-1', needs: { jobs: prod } },
        },
        needs: { jobs: { type: 'rabbitmq', ...jobs } },
      },
    } as ServiceInput),
    fullBundle,
  );
  return {
    tree,
    envOf(environment: string): { name: string; [field: string]: unknown }[] {
      const found: any = evaluateOverlay(
        tree,
        `deploy/overlays/${environment}`,
      ).find(({ kind }) => kind === 'Deployment');
      return found.spec.template.spec.containers[0].env;
    },
  };
};

describe('the address of RabbitMQ', () => {
  it('is put together from the credentials of the one that runs here, in an order that Kubernetes can read', () => {
    const { tree, envOf } = withQueue(
      { provider: 'in-cluster' },
      { port: 5673 },
    );
    for (const [environment, port] of [
      ['dev', 5672],
      ['prod', 5673],
    ] as const) {
      const env = envOf(environment);
      const at = (name: string) => env.findIndex(one => one.name === name);
      expect(env[at('RABBITMQ_URL')].value).toBe(
        `amqp://$(RABBITMQ_USER):$(RABBITMQ_PASSWORD)@payments-jobs:${port}/`,
      );
      expect(at('RABBITMQ_USER')).toBeLessThan(at('RABBITMQ_URL'));
      expect(at('RABBITMQ_PASSWORD')).toBeLessThan(at('RABBITMQ_URL'));
    }
    expect(validateTree(tree, fullBundle)).toEqual([]);
  });

  it("is in the operator's own Secret", () => {
    const { envOf } = withQueue(
      { provider: 'in-cluster' },
      { provider: 'operator' },
    );
    expect(
      envOf('prod').find(({ name }) => name === 'RABBITMQ_URL')?.valueFrom,
    ).toEqual({
      secretKeyRef: {
        name: 'payments-jobs-default-user',
        key: 'connection_string',
      },
    });
  });
});
