import { parse } from 'yaml';
import { expandService } from '@slipway/model';
import type { ServiceInput } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';
import { validateTree } from '../../validate';

function rendered(host: 'github' | 'gitlab' = 'github') {
  return renderService(
    expandService({
      ...soundService,
      spec: {
        ...soundService.spec,
        runtime: 'container',
        workload: {
          type: 'http',
          router: {
            subgraphs: {
              assistant: {},
              carts: { service: 'basket', port: 4001, path: '/api' },
            },
          },
        },
        environments: {
          dev: { cluster: 'local' },
          prod: {
            cluster: 'eu-1',
            router: { subgraphs: { carts: { namespace: 'shop' } } },
          },
        },
        repository: { ...soundService.spec.repository, host },
      },
    } as ServiceInput),
    fullBundle,
  );
}

describe('A router', () => {
  const { tree, findings } = rendered();
  const inProd = (kind: string, name = soundService.metadata.name): any =>
    evaluateOverlay(tree, 'deploy/overlays/prod').find(
      object => object.kind === kind && object.metadata.name.startsWith(name),
    );
  const containerIn = (environment: string) =>
    (
      evaluateOverlay(tree, `deploy/overlays/${environment}`).find(
        ({ kind }) => kind === 'Deployment',
      ) as any
    ).spec.template.spec.containers[0];
  const variables = (environment: string): Record<string, string> =>
    Object.fromEntries(
      containerIn(environment).env.map(({ name, value }: any) => [name, value]),
    );

  it('has nothing that the validator finds', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(validateTree(tree, fullBundle)).toEqual([]);
  });

  it('is told every variable that its configuration asks for without a default', () => {
    const asked = [
      ...tree['router.yaml'].content.matchAll(/\$\{env\.([A-Z_]+)\}/g),
    ].map(([, name]) => name);
    expect(asked).toEqual(['SUBGRAPH_ASSISTANT_URL', 'SUBGRAPH_CARTS_URL']);
    for (const environment of ['dev', 'prod']) {
      expect(Object.keys(variables(environment))).toEqual(
        expect.arrayContaining(asked),
      );
    }
  });

  it('asks each subgraph where it is in the environment, and may', () => {
    const name = soundService.metadata.name;
    expect(variables('dev')).toMatchObject({
      SUBGRAPH_ASSISTANT_URL: 'http://assistant.assistant-dev.svc/graphql',
      SUBGRAPH_CARTS_URL: 'http://basket.basket-dev.svc/api',
    });
    expect(variables('prod')).toMatchObject({
      SUBGRAPH_ASSISTANT_URL: 'http://assistant.assistant-prod.svc/graphql',
      SUBGRAPH_CARTS_URL: 'http://basket.shop.svc/api',
    });
    expect(inProd('NetworkPolicy', `${name}-allow`).spec.egress).toContainEqual(
      {
        to: [
          {
            namespaceSelector: {
              matchLabels: { 'kubernetes.io/metadata.name': 'shop' },
            },
            podSelector: { matchLabels: { 'slipway.dev/service': 'basket' } },
          },
        ],
        ports: [{ port: 4001, protocol: 'TCP' }],
      },
    );
  });

  it('answers requests, probes and Prometheus on three ports', () => {
    const { ports, readinessProbe, livenessProbe } = containerIn('prod');
    expect(
      ports.map(({ name, containerPort }: any) => [name, containerPort]),
    ).toEqual([
      ['http', 4000],
      ['metrics', 9090],
      ['health-8088', 8088],
    ]);
    expect(readinessProbe.httpGet).toEqual({
      path: '/health?ready',
      port: 'health-8088',
    });
    expect(livenessProbe.httpGet.path).toBe('/health?live');
    const { health_check: health, supergraph } = parse(
      tree['router.yaml'].content,
    );
    expect(health.listen).toBe('0.0.0.0:8088');
    expect(supergraph.listen).toBe('0.0.0.0:${env.PORT:-4000}');
  });

  it('shows its schema to tools while it is made, and to nobody else', () => {
    expect(variables('dev').GRAPHQL_INTROSPECTION).toBe('true');
    expect(variables('prod').GRAPHQL_INTROSPECTION).toBeUndefined();
    const { supergraph, sandbox } = parse(tree['router.yaml'].content);
    for (const value of [supergraph.introspection, sandbox.enabled]) {
      expect(value).toBe('${env.GRAPHQL_INTROSPECTION:-false}');
    }
  });

  it('composes in a stage of its image what lies beside it, and holds no graph that was never composed', () => {
    const { subgraphs } = parse(tree['supergraph.yaml'].content);
    const schemas = Object.values<any>(subgraphs).map(({ schema }) =>
      schema.file.replace('./', ''),
    );
    expect(schemas).toEqual([
      'subgraphs/assistant.graphql',
      'subgraphs/carts.graphql',
    ]);
    expect(Object.keys(tree).filter(path => /graphql$/.test(path))).toEqual([]);
    expect(tree.Dockerfile.content).toContain(schemas.join(' '));
    expect(tree['README.md'].content).toContain(
      'Without them the pipeline fails, and says which.',
    );
  });

  it.each([
    ['github', '.github/workflows/ci.yaml', /target: test/],
    ['gitlab', '.gitlab-ci.yml', /--target test/],
  ] as const)(
    'is tried on %s before it is built: a pull request is told what does not fit',
    (host, path, said) => {
      expect(rendered(host).tree[path].content).toMatch(said);
    },
  );

  it('is measured by what it counts itself, and depends on what it asks', () => {
    expect(tree['deploy/overlays/prod/alerts.yaml'].content).toMatch(
      /http_server_request_duration_seconds_count\{[^}]*http_response_status_code=~"5\.\."/,
    );
    const [component] = tree['catalog-info.yaml'].content.split('---\n');
    expect(parse(component).spec.dependsOn).toEqual(
      expect.arrayContaining(['component:assistant', 'component:basket']),
    );
  });
});
