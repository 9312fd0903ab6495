import { expandService } from '@slipway/model';
import type { ServiceInput } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';
import { validateTree } from '../../validate';

describe('a GraphQL subgraph', () => {
  const bundle = {
    ...fullBundle,
    skeletons: {
      'kotlin-http': { 'rest.txt': { content: 'REST' } },
      'kotlin-graphql': {
        'api/schema.graphql': {
          content: '{% if shapes.graphql %}type Query{% endif %}',
        },
      },
    },
  };
  const { tree } = renderService(
    expandService({
      ...soundService,
      spec: {
        ...soundService.spec,
        runtime: 'kotlin',
        workload: { type: 'http', api: 'graphql' },
        environments: {
          dev: { cluster: 'local' },
          prod: { cluster: 'eu-1' },
        },
      },
    } as ServiceInput),
    bundle,
  );

  it('has a source of its own, and tells the catalog what it offers', () => {
    expect(tree['api/schema.graphql'].content).toBe('type Query');
    expect(tree['rest.txt']).toBeUndefined();
    expect(tree['catalog-info.yaml'].content).toMatch(
      /type: graphql[^]*\$text: .*api\/schema\.graphql/,
    );
    expect(validateTree(tree, bundle)).toEqual([]);
  });

  it.each([
    ['dev', 'true'],
    ['prod', undefined],
  ])('in %s lets tools ask what the graph has: %s', (environment, value) => {
    const deployment: any = evaluateOverlay(
      tree,
      `deploy/overlays/${environment}`,
    ).find(({ kind }) => kind === 'Deployment');
    const { env = [] } = deployment.spec.template.spec.containers[0];
    expect(
      env.find((one: any) => one.name === 'GRAPHQL_INTROSPECTION')?.value,
    ).toBe(value);
  });
});
