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
  const objects: any[] = evaluateOverlay(tree, 'deploy/overlays/prod');
  const alerts = objects
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap(({ spec: { groups } }) => groups)
    .flatMap(({ rules }) => rules);
  const board = objects.find(
    ({ metadata }) => metadata.name === 'payments-dashboard',
  );
  return {
    runbook: tree['docs/runbook.md'].content,
    alerts,
    shown: JSON.parse(board.data['payments.json']).panels.map(
      ({ title }: { title: string }) => title,
    ),
  };
}

describe('the runbook', () => {
  const worker: Partial<Spec> = {
    runtime: 'go',
    workload: { type: 'worker' },
    needs: { broker: { type: 'rabbitmq', queues: ['orders'] } },
  };

  it('says where messages lie that nobody could work on, and an alert leads there', () => {
    const { runbook, alerts, shown } = rendered(worker);
    expect(runbook).toMatch(
      /## Dead letters[^]*in the queue `orders-dead` of broker/,
    );
    const alert = alerts.find(one => one.alert === 'MessagesBuried');
    expect(alert.expr).toContain('result="buried"');
    expect(alert.annotations.runbook_url).toMatch(/runbook\.md#dead-letters$/);
    expect(shown).toContain('Messages');
  });

  it('follows the worker whose spec says where dead letters go', () => {
    const { runbook, alerts } = rendered({
      ...worker,
      workload: { type: 'worker', env: { DEAD_LETTER_QUEUE: 'undelivered' } },
    });
    expect(runbook).toContain('in the queue `undelivered` of broker');
    expect(
      alerts.find(({ alert }) => alert === 'MessagesBuried').annotations
        .summary,
    ).toMatch(/in undelivered$/);
  });

  it('knows nothing of the messages of a program that Slipway does not write', () => {
    const { runbook, alerts, shown } = rendered({
      ...worker,
      runtime: 'container',
      build: { image: 'registry.example.com/shop/worker' },
    });
    expect(runbook).not.toContain('Dead letters');
    expect(shown).not.toContain('Messages');
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
