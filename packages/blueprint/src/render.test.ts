import { parse } from 'yaml';
import { FIRST_BUILD_TAG, parseEnvironments } from '@slipway/model';
import { fullBundle } from '@slipway/test-specs';
import { managed } from './files';
import type { Part } from './parts/part';
import { environmentsOf, imageOf } from './context';
import { overlayPath } from './places';
import { testBundle } from './__testUtils__/testBundle';
import { testService } from './__testUtils__/testService';
import { evaluateOverlay } from './kustomize';
import { renderService } from './render';

const { tree, findings } = renderService(testService(), testBundle);
const yaml = (path: string) => parse(tree[path].content);
const inOverlay = (environment: string, kind: string) =>
  evaluateOverlay(tree, overlayPath(environment)).find(
    object => object.kind === kind,
  ) as any;

describe('renderService', () => {
  it('makes the layout of a repository', () => {
    expect(findings).toEqual([]);
    expect(Object.keys(tree)).toEqual(
      expect.arrayContaining([
        '.dockerignore',
        '.gitattributes',
        '.github/workflows/ci.yaml',
        '.slipway/lock',
        '.slipway/pristine',
        'Dockerfile',
        'README.md',
        'Tiltfile',
        'catalog-info.yaml',
        'cmd/server/main.go',
        'deploy/argocd/dev.yaml',
        'deploy/base/kustomization.yaml',
        'deploy/custom/kustomization.yaml',
        'deploy/overlays/prod/kustomization.yaml',
        'docs/runbook.md',
        'go.mod',
        'mkdocs.yml',
        'slipway.yaml',
      ]),
    );
  });

  it('waits for the first build with a tag that nobody pushes', () => {
    const [container] = inOverlay('dev', 'Deployment').spec.template.spec
      .containers;
    expect(container.image).toBe(
      `registry.example.com/shop/payments:${FIRST_BUILD_TAG}`,
    );
  });

  it('labels every object and pod so that cards and selectors find them', () => {
    const wanted = {
      'backstage.io/kubernetes-id': 'payments',
      'slipway.dev/service': 'payments',
      'slipway.dev/environment': 'prod',
      'app.kubernetes.io/part-of': 'shop',
    };
    for (const object of evaluateOverlay(tree, overlayPath('prod'))) {
      expect(object.metadata.labels).toMatchObject(wanted);
    }
    expect(
      inOverlay('prod', 'Deployment').spec.template.metadata.labels,
    ).toMatchObject({ ...wanted, 'slipway.dev/workload': 'main' });
  });

  it('selects by what never changes', () => {
    for (const environment of ['dev', 'prod']) {
      expect(inOverlay(environment, 'Deployment').spec.selector).toEqual({
        matchLabels: {
          'slipway.dev/service': 'payments',
          'slipway.dev/workload': 'main',
        },
      });
    }
  });

  it('protects and spreads what has more than one pod, and only that', () => {
    expect(inOverlay('dev', 'PodDisruptionBudget')).toBeUndefined();
    expect(inOverlay('staging', 'PodDisruptionBudget')).toBeDefined();
    const pods = (environment: string) =>
      inOverlay(environment, 'Deployment').spec.template.spec;
    expect(pods('dev').topologySpreadConstraints).toBeUndefined();
    expect(pods('prod').topologySpreadConstraints).toHaveLength(2);
  });

  it('makes the namespaces that are its own, and no other', () => {
    expect(inOverlay('dev', 'Namespace').metadata).toMatchObject({
      name: 'payments-dev',
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    });
    expect(inOverlay('prod', 'Namespace')).toBeUndefined();
    expect(inOverlay('prod', 'Deployment').metadata.namespace).toBe('shop');
  });

  it('takes the overrides of an environment', () => {
    const container = (environment: string) =>
      inOverlay(environment, 'Deployment').spec.template.spec.containers[0];
    expect(
      container('dev').env.map(({ name }: { name: string }) => name),
    ).toEqual(['NEW', 'PORT', 'LOG_LEVEL']);
    expect(container('prod').resources).toEqual({
      requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '1', memory: '256Mi', 'ephemeral-storage': '256Mi' },
    });
  });

  it('ties catalog, clusters and Argo CD together', () => {
    const { annotations } = yaml('catalog-info.yaml').metadata;
    expect(parseEnvironments(annotations['slipway.dev/environments'])).toEqual(
      environmentsOf(testService(), testBundle),
    );
    expect(annotations).toMatchObject({
      'argocd/app-selector': 'slipway.dev/service=payments',
      'backstage.io/kubernetes-label-selector': 'slipway.dev/service=payments',
      'backstage.io/source-location':
        'url:https://github.com/shop/payments/tree/main/',
      'slipway.dev/builds': 'https://github.com/shop/payments/actions',
    });
    expect(yaml('deploy/argocd/prod.yaml')).toMatchObject({
      metadata: {
        name: 'payments-prod',
        labels: { 'slipway.dev/service': 'payments' },
      },
      spec: {
        source: {
          repoURL: 'https://github.com/shop/payments.git',
          path: 'deploy/overlays/prod',
        },
        destination: { name: 'eu-1', namespace: 'shop' },
      },
    });
  });

  it('renders the skeleton in the language of the scaffolder', () => {
    expect(tree['go.mod'].content).toContain('module github.com/shop/payments');
    expect(tree['cmd/server/main.go'].content).toContain('serve("8080")');
  });

  it('takes the image from the spec, else from the registry and the path', () => {
    expect(imageOf(testService(), testBundle)).toBe(
      'registry.example.com/shop/payments',
    );
    expect(
      imageOf(testService({ spec: { image: 'ghcr.io/a/b' } }), testBundle),
    ).toBe('ghcr.io/a/b');
  });

  it('names a cluster that was probably meant', () => {
    const result = renderService(
      testService({ spec: { environments: { dev: { cluster: 'eu-2' } } } }),
      testBundle,
    );
    expect(result.tree).toEqual({});
    expect(result.findings).toMatchObject([
      {
        rule: 'bundle.cluster-known',
        path: 'spec.environments.dev.cluster',
        remedy: 'Write eu-1',
      },
    ]);
  });

  describe('environments of one cluster', () => {
    const exposed = (staging: object) =>
      renderService(
        testService({
          spec: {
            environments: {
              staging: { cluster: 'eu-1', ...staging },
              prod: { cluster: 'eu-1' },
            },
            expose: { host: 'pay.example.org' },
          },
        }),
        fullBundle,
      );

    it('are told apart by the host, the last of which is the one that is said', () => {
      const rendered = exposed({});
      const hostIn = (environment: string) =>
        JSON.stringify(
          evaluateOverlay(rendered.tree, overlayPath(environment)).find(
            ({ kind }) => ['HTTPRoute', 'Ingress'].includes(kind),
          ),
        );
      expect(hostIn('staging')).toContain('"pay-staging.example.org"');
      expect(hostIn('prod')).toContain('"pay.example.org"');
    });

    it('are refused where they say the same host', () => {
      expect(
        exposed({ expose: { host: 'pay.example.org' } }).findings,
      ).toMatchObject([
        { rule: 'expose.own-host', path: 'spec.environments.prod.expose' },
      ]);
    });
  });

  it('refuses a pod that would be killed while it still waits', () => {
    const result = renderService(
      testService({
        spec: {
          workload: { type: 'http', port: 8080, shutdown: { delay: '30s' } },
        },
      }),
      testBundle,
    );
    expect(
      result.findings.map(({ rule, message }) => [rule, message]),
    ).toContainEqual([
      'shutdown.within-grace',
      "in prod 'main' goes on for 30s after it was told to end, and is killed after 30s",
    ]);
  });

  it('sees a request above a limit that comes from elsewhere', () => {
    const result = renderService(
      testService({
        spec: {
          environments: {
            dev: {
              cluster: 'local',
              resources: { requests: { memory: '1Gi' } },
            },
          },
        },
      }),
      testBundle,
    );
    expect(result.findings.map(({ rule }) => rule)).toEqual([
      'resources.within-limit',
    ]);
  });

  it('refuses names that grow too long for a cluster, with what is made of them', () => {
    const result = renderService(
      testService({
        metadata: { name: 'payments-of-customers-and-partners-of' },
        spec: {
          workload: undefined,
          workloads: {
            'close-the-day': { type: 'job', schedule: '0 3 * * *' },
            'close-the-quarter': { type: 'job', schedule: '0 4 1 * *' },
            'close-the-fiscal': { type: 'worker' },
          },
        },
      }),
      testBundle,
    );
    expect(result.tree).toEqual({});
    expect(result.findings.filter(f => f.severity === 'error')).toEqual([
      expect.objectContaining({
        rule: 'names.fit',
        message:
          "CronJob 'payments-of-customers-and-partners-of-close-the-quarter' would have a name of 55 characters, and Kubernetes allows 52",
      }),
    ]);
  });

  it.each([
    ['skeleton.variable', { 'a.go': { content: '${{ nmae }}' } }],
    ['bundle.one-writer', { Dockerfile: { content: '' } }],
    ['bundle.one-writer', { dockerfile: { content: '' } }],
  ])('refuses a skeleton by %s', (rule, skeleton) => {
    const result = renderService(testService(), {
      ...testBundle,
      skeletons: { 'go-http': skeleton },
    });
    expect(result.findings.map(f => f.rule)).toEqual([rule]);
    expect(result.tree).toEqual({});
  });

  it('says which parts of a platform write the same file', () => {
    const own = { name: 'ours', files: () => [managed('Dockerfile', '')] };
    const result = renderService(testService(), {
      ...testBundle,
      parts: parts => [...(parts as Part[]), own],
    });
    expect(result.findings).toEqual([
      expect.objectContaining({
        message: "the parts 'dockerfile' and 'ours' write the same file",
        remedy: expect.stringContaining('wrap a part'),
      }),
    ]);
  });

  it('says which names differ only by case', () => {
    const own = { name: 'ours', files: () => [managed('Readme.md', '')] };
    const result = renderService(testService(), {
      ...testBundle,
      parts: parts => [...(parts as Part[]), own],
    });
    expect(result.tree).toEqual({});
    expect(result.findings).toEqual([
      expect.objectContaining({
        message:
          "the parts 'docs' and 'ours' write README.md and Readme.md, which are one file on macOS and Windows",
        remedy: expect.stringContaining('wrap a part'),
      }),
    ]);
  });

  it('says which skeletons there are', () => {
    const result = renderService(testService(), {
      ...testBundle,
      skeletons: {},
    });
    expect(result.findings[0].rule).toBe('bundle.skeleton-known');
  });
});
