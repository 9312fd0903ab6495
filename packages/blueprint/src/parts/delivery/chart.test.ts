import { parse, parseAllDocuments } from 'yaml';
import type { FileTree, ServiceInput } from '@slipway/model';
import { testBundle } from '../../__testUtils__/testBundle';
import { testService } from '../../__testUtils__/testService';
import { planFiles } from '../../plan';
import { renderService } from '../../render';
import { validateTree } from '../../validate';

type Delivery = NonNullable<ServiceInput['spec']['delivery']>;

const chart = { path: 'helm-charts/board', values: ['values-eu.yaml'] };

const rendered = (
  delivery: Delivery,
  spec: Partial<ServiceInput['spec']> = {},
) =>
  renderService(
    testService({
      spec: {
        environments: {
          dev: { cluster: 'local' },
          staging: { cluster: 'eu-1' },
          prod: { cluster: 'eu-1' },
        },
        delivery: { layout: 'helm', chart, ...delivery },
        ...spec,
      },
    }),
    testBundle,
  );

/** What the team has: Slipway writes no chart. */
const teams: FileTree = Object.fromEntries(
  ['Chart.yaml', 'values.yaml', 'values-eu.yaml'].map(file => [
    `${chart.path}/${file}`,
    { content: 'name: board\n' },
  ]),
);

const rulesOf = (tree: FileTree) =>
  validateTree(tree, testBundle).map(({ rule }) => rule);

describe('a service that a chart deploys', () => {
  it('has overlays for the local cluster, and a file with the image for each other', () => {
    const { tree, findings } = rendered({});
    expect(findings).toEqual([]);
    const deploy = Object.keys(tree).filter(path =>
      /^deploy\/(overlays|values)/.test(path),
    );
    expect(new Set(deploy.map(path => path.split('/')[2]))).toEqual(
      new Set(['dev', 'staging.yaml', 'prod.yaml']),
    );
    expect(parse(tree['deploy/values/prod.yaml'].content)).toEqual({
      image: {
        repository: 'registry.example.com/shop/payments',
        tag: 'waiting-for-first-build',
      },
    });
  });

  it('is an Application of the chart with its values, the image last', () => {
    const { tree } = rendered({ chart: { ...chart, image: 'api.image' } });
    const { spec } = parse(tree['deploy/argocd/prod.yaml'].content);
    expect(spec.source).toMatchObject({
      path: 'helm-charts/board',
      helm: {
        releaseName: 'payments',
        valueFiles: ['values-eu.yaml', '../../deploy/values/prod.yaml'],
      },
    });
    expect(spec.syncPolicy.syncOptions).toEqual(['CreateNamespace=true']);
    expect(
      parse(tree['deploy/values/prod.yaml'].content).api.image.tag,
    ).toBeTruthy();
  });

  it('is a HelmRelease that reads the repository', () => {
    const { tree } = rendered({ engine: 'flux' });
    const [source, release] = [
      ...parseAllDocuments(tree['deploy/flux/prod.yaml'].content),
    ].map(document => document.toJS());
    expect(release.kind).toBe('HelmRelease');
    expect(release.spec.chart.spec).toMatchObject({
      chart: './helm-charts/board',
      sourceRef: { kind: 'GitRepository', name: source.metadata.name },
      valuesFiles: [
        'helm-charts/board/values.yaml',
        'helm-charts/board/values-eu.yaml',
        'deploy/values/prod.yaml',
      ],
    });
  });

  it('lies in the GitOps repository with everything else, where one is named', () => {
    const { tree, central } = rendered({
      repository: 'https://git.example.com/shop/gitops',
    });
    expect(
      parse(central!['argocd/payments/prod.yaml'].content).spec.source.helm
        .valueFiles,
    ).toEqual(['values-eu.yaml', '../../values/prod/payments.yaml']);
    expect(Object.keys(central!)).toContain('values/prod/payments.yaml');
    expect(Object.keys(tree).filter(path => /values/.test(path))).toEqual([]);
  });

  it('keeps the tag that the pipeline has written when it is rendered anew', () => {
    const { tree } = rendered({});
    const path = 'deploy/values/prod.yaml';
    const built = {
      ...tree,
      [path]: {
        content: tree[path].content.replace(/tag: .*/, 'tag: "0.1.7-gabc"'),
      },
    };
    expect(
      planFiles(built, tree).filter(({ step }) => step !== 'keep'),
    ).toEqual([]);
  });

  it.each<[string, Delivery, string]>([
    ['no chart named', { chart: {} }, 'delivery.chart-known'],
    ['a chart for overlays', { layout: 'in-repo' }, 'delivery.chart-used'],
  ])('is refused with %s', (_what, delivery, rule) => {
    const { tree, findings } = rendered(delivery);
    expect(tree).toEqual({});
    expect(new Set(findings.map(finding => finding.rule))).toEqual(
      new Set([rule]),
    );
  });

  it('says what the chart has to bring', () => {
    const { findings } = rendered(
      {},
      {
        expose: { host: 'board.example.org' },
        needs: { db: { type: 'postgres', provider: 'in-cluster' } },
      },
    );
    expect(
      findings
        .filter(({ rule }) => rule === 'delivery.chart-brings')
        .map(({ message }) => message),
    ).toEqual([
      expect.stringContaining('none for needs, exposure'),
      expect.stringContaining('in prod'),
    ]);
  });
});

describe('a tree that a chart deploys', () => {
  it.each(['argocd', 'flux'] as const)('has its chart, by %s', engine => {
    const { tree } = rendered({ engine });
    const { [`${chart.path}/values-eu.yaml`]: _, ...without } = teams;
    expect(rulesOf({ ...tree, ...teams })).toEqual([]);
    expect(rulesOf(tree)).toEqual(['reference.chart', 'reference.chart']);
    expect(rulesOf({ ...tree, ...without })).toEqual([
      'reference.values-file',
      'reference.values-file',
    ]);
  });

  it('is told of the chart that was meant', () => {
    const { tree } = rendered({ chart: { path: 'helm-charts/bored' } });
    expect(validateTree({ ...tree, ...teams }, testBundle)[0]).toMatchObject({
      rule: 'reference.chart',
      remedy: 'Write helm-charts/board',
    });
  });

  it('cannot know what a GitOps repository has beside it', () => {
    const { central } = rendered({
      repository: 'https://git.example.com/shop/gitops',
    });
    expect(rulesOf(central!)).toEqual([]);
  });
});
