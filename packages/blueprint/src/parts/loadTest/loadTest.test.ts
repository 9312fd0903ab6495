import { checkService, expandService } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';

const document = {
  ...soundService,
  spec: {
    ...soundService.spec,
    observability: { objective: 99.9, latency: '250ms' },
    environments: {
      staging: {
        cluster: 'eu-1',
        observability: { loadTest: { rate: 50, duration: '5m' } },
      },
      prod: { cluster: 'eu-1' },
    },
  },
} as typeof soundService;

describe('the load test', () => {
  const { tree } = renderService(expandService(document), fullBundle);
  const named = (environment: string) =>
    evaluateOverlay(tree, `deploy/overlays/${environment}`).filter(
      ({ metadata }) => metadata.name.includes('load-test'),
    );

  it('is there where it was asked for, and waits until somebody starts it', () => {
    expect(named('prod')).toEqual([]);
    const job: any = named('staging').find(({ kind }) => kind === 'CronJob');
    expect(job.spec.suspend).toBe(true);
    expect(
      Object.fromEntries(
        job.spec.jobTemplate.spec.template.spec.containers[0].env.map(
          ({ name, value }: { name: string; value: string }) => [name, value],
        ),
      ),
    ).toEqual({
      TARGET: 'http://payments-api/',
      RATE: '50',
      DURATION: '5m',
      MOST_FAILURES: '0.001',
      LATENCY_P99: '250',
    });
  });

  it('may ask the workload, and nothing else', () => {
    const policy: any = named('staging').find(
      ({ kind }) => kind === 'NetworkPolicy',
    );
    expect(policy.spec.ingress ?? []).toEqual([]);
    expect(policy.spec.egress).toHaveLength(2);
    expect(policy.spec.egress[1].ports).toEqual([
      { port: 8080, protocol: 'TCP' },
    ]);
  });

  it('has its commands in the runbook', () => {
    expect(tree['docs/runbook.md'].content).toContain(
      'kubectl -n payments-staging create job --from=cronjob/payments-load-test payments-load-test-now',
    );
  });

  it('is refused where nothing answers HTTP', () => {
    const { findings } = checkService({
      ...document,
      spec: {
        ...document.spec,
        workloads: { sweep: { type: 'job', schedule: '0 4 * * *' } },
        expose: undefined,
      },
    });
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'spec.load-test' }),
    );
  });
});
