import { expandService } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';

type Tracing = (typeof fullBundle.clusters)[string]['tracing'];

/** What a workload is told of a collector, and whom it may call on the collector's port. */
function told(tracing: Tracing, env: Record<string, string> = {}) {
  const { clusters } = fullBundle;
  const { tree } = renderService(
    expandService({
      ...soundService,
      spec: { ...soundService.spec, workload: { type: 'http', env } },
    }),
    {
      ...fullBundle,
      clusters: { ...clusters, 'eu-1': { ...clusters['eu-1'], tracing } },
    },
  );
  const objects: any[] = evaluateOverlay(tree, 'deploy/overlays/prod');
  const [container] = objects.find(({ kind }) => kind === 'Deployment').spec
    .template.spec.containers;
  const policy = objects.find(
    ({ kind, metadata }) =>
      kind === 'NetworkPolicy' && metadata.name === 'payments-allow',
  );
  return {
    variables: Object.fromEntries(
      (container.env ?? [])
        .filter(({ name }: { name: string }) => name.startsWith('OTEL_'))
        .map(({ name, value }: { name: string; value: string }) => [
          name,
          value,
        ]),
    ),
    allowed: policy.spec.egress.filter(({ ports }: any) =>
      ports?.some(({ port }: { port: number }) => [4318, 443].includes(port)),
    ),
  };
}

describe('a cluster with a collector of traces', () => {
  const pods = { namespace: 'monitoring', labels: { app: 'collector' } };

  it('tells each workload where it is, and lets it call there', () => {
    expect(
      told({ endpoint: 'http://collector.monitoring:4318', pods }),
    ).toEqual({
      variables: {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.monitoring:4318',
        OTEL_SERVICE_NAME: 'payments',
        OTEL_RESOURCE_ATTRIBUTES: expect.stringMatching(
          /(^|,)deployment\.environment\.name=prod$/,
        ),
      },
      allowed: [
        {
          to: [
            {
              namespaceSelector: {
                matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' },
              },
              podSelector: { matchLabels: { app: 'collector' } },
            },
          ],
          ports: [{ port: 4318, protocol: 'TCP' }],
        },
      ],
    });
  });

  it('may have it elsewhere, on the port of HTTPS', () => {
    expect(
      told({ endpoint: 'https://otlp.example.com', cidr: '203.0.113.0/24' })
        .allowed,
    ).toEqual([
      {
        to: [{ ipBlock: { cidr: '203.0.113.0/24' } }],
        ports: [{ port: 443, protocol: 'TCP' }],
      },
    ]);
  });

  it('lets a spec say otherwise', () => {
    const { variables } = told(
      { endpoint: 'http://collector.monitoring:4318', pods },
      { OTEL_SERVICE_NAME: 'tills' },
    );
    expect(variables.OTEL_SERVICE_NAME).toBe('tills');
  });
});

it('says nothing of traces where a cluster has nothing for them', () => {
  expect(told(undefined)).toEqual({ variables: {}, allowed: [] });
});
