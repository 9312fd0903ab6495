import { expandService } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../../kustomize';
import { renderService } from '../../../render';

type Spec = (typeof soundService)['spec'];

function rendered(spec: Partial<Spec>) {
  const { tree } = renderService(
    expandService({ ...soundService, spec: { ...soundService.spec, ...spec } }),
    fullBundle,
  );
  const alerts = evaluateOverlay(tree, 'deploy/overlays/prod')
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap((object: any) => object.spec.groups)
    .flatMap(({ rules }) => rules);
  return { runbook: tree['docs/runbook.md'].content, alerts };
}

describe('the runbook', () => {
  const worker: Partial<Spec> = {
    runtime: 'go',
    workload: { type: 'worker' },
    needs: { broker: { type: 'rabbitmq', queues: ['orders'] } },
  };

  it('says where messages lie that nobody could work on, and an alert leads there', () => {
    const { runbook, alerts } = rendered(worker);
    expect(runbook).toMatch(
      /## Dead letters[^]*in the queue `orders-dead` of broker/,
    );
    const alert = alerts.find(one => one.alert === 'MessagesBuried');
    expect(alert.expr).toContain('result="buried"');
    expect(alert.annotations.runbook_url).toMatch(/runbook\.md#dead-letters$/);
  });

  it('knows nothing of the messages of a program that Slipway does not write', () => {
    const { runbook, alerts } = rendered({
      ...worker,
      runtime: 'container',
      build: { image: 'registry.example.com/shop/worker' },
    });
    expect(runbook).not.toContain('Dead letters');
    expect(alerts.map(({ alert }) => alert)).not.toContain('MessagesBuried');
  });

  it('asks a worker for its health at its deployment, and a service at its Service', () => {
    expect(rendered(worker).runbook).toContain(
      'port-forward deployment/payments 9090',
    );
    expect(rendered({ workload: { type: 'http' } }).runbook).toContain(
      'port-forward service/payments 8080:80',
    );
  });

  it('leads to a database only where there is one', () => {
    expect(rendered({ needs: {} }).runbook).not.toMatch(
      /database|readiness of/,
    );
    expect(rendered({ needs: { db: { type: 'postgres' } } }).runbook).toMatch(
      /readiness of what the service needs[^]*slow queries/,
    );
  });
});
