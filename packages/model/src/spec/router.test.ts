import { stringify } from 'yaml';
import { parseService } from './parse';

const router = (spec: object, environments: object = {}) =>
  parseService(
    stringify({
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Service',
      metadata: { name: 'router', owner: 'team-graph' },
      spec: {
        runtime: 'container',
        environments: {
          dev: { cluster: 'local' },
          prod: { cluster: 'eu-1', ...environments },
        },
        repository: {
          host: 'github',
          url: 'https://github.com/shop/router',
        },
        ...spec,
      },
    }),
  ).findings.map(({ rule, path }) => [rule, path]);

const composes = (subgraphs: object) => ({
  type: 'http',
  router: { subgraphs },
});
const workload = composes({ carts: {} });

describe('A router', () => {
  it('needs no image, and may say where a subgraph is in an environment', () => {
    expect(
      router(
        { workload },
        { router: { subgraphs: { carts: { namespace: 'shop' } } } },
      ),
    ).toEqual([]);
  });

  it.each<[string, object, object, string, string]>([
    [
      'an image of others',
      { workload, build: { image: 'ghcr.io/shop/x:1' } },
      {},
      'spec.build.source',
      'spec.build',
    ],
    [
      'a runtime that is built here',
      { workload, runtime: 'go' },
      {},
      'spec.router.image',
      'spec.workload.router',
    ],
    [
      'an interface of its own',
      { workload: { ...workload, api: 'graphql' } },
      {},
      'spec.router.api',
      'spec.workload.api',
    ],
    [
      'no subgraph',
      { workload: composes({}) },
      {},
      'spec.router.some',
      'spec.workload.router.subgraphs',
    ],
    [
      'another workload beside it',
      { workloads: { graph: workload, api: { type: 'http' } } },
      {},
      'spec.router.alone',
      'spec.workloads.graph.router',
    ],
    [
      'another type',
      { workload: { ...workload, type: 'worker' } },
      {},
      'spec.workloads.field-fits',
      'spec.workload.router',
    ],
    [
      'a subgraph in one environment alone',
      { workload },
      { router: { subgraphs: { stock: {} } } },
      'spec.router.same',
      'spec.environments.prod.router.subgraphs.stock',
    ],
    [
      'a subgraph that one environment leaves out',
      { workload },
      { workloads: { main: { router: { subgraphs: { carts: null } } } } },
      'spec.router.same',
      'spec.environments.prod.workloads.main.router.subgraphs.carts',
    ],
    [
      'no router in one environment',
      { workload },
      { router: null },
      'spec.router.same',
      'spec.environments.prod.router',
    ],
  ])('has not %s', (_what, spec, environment, rule, path) => {
    expect(router(spec, environment)).toEqual([[rule, path]]);
  });
});
