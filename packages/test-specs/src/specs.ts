import fc from 'fast-check';
import { checkService } from '@slipway/model';
import type { Service } from '@slipway/model';
import { int, of, some } from './draw';
import type { Any, Fields } from './draw';
import { environments } from './environments';
import { needed } from './needs';
import { CHART } from './charts';
import { router, serving, workloads } from './workloads';

/** A chart beside the source, or in a GitOps repository. */
const helm = fc
  .tuple(
    fc.boolean(),
    some({
      image: of('image', 'api.image'),
      values: of(['values-eu.yaml'], ['a.yaml', 'b/c.yaml']),
    }),
  )
  .map(([central, chart]) => ({
    layout: 'helm',
    chart: { ...(chart as object), path: CHART },
    ...(central ? { repository: 'https://git.example.com/shop/gitops' } : {}),
  }));

const top: Fields = {
  secrets: some({
    provider: of('vault', 'sealed-secrets', 'infisical', 'plain'),
    path: of('kv/pay/payments', '/shop'),
    refresh: of('5m', '1h'),
    delivery: of('operator', 'sidecar'),
    keys: of(['STRIPE_KEY'], ['JWT_KEY', 'API_TOKEN']),
  }),
  expose: some({
    host: of('pay.example.org', 'pay.127.0.0.1.nip.io'),
    path: of('/', '/pay'),
    via: of('gateway', 'ingress'),
    tls: of<unknown>('letsencrypt', false),
  }),
  delivery: some({
    engine: of('argocd', 'flux', 'kubectl'),
    applicationSet: fc.boolean(),
    rollout: of('rolling', 'canary', 'blue-green'),
    promotion: fc.dictionary(
      of('dev', 'staging', 'prod'),
      of('on-merge', 'pull-request'),
      {
        maxKeys: 2,
      },
    ),
    dependsOn: of(['platform'], ['a', 'b']),
    interval: of('1m', '10m'),
    layout: of('in-repo'),
  }).chain(fields =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(fields as object) },
      {
        weight: 1,
        arbitrary: fc.constant({
          ...(fields as object),
          layout: 'central',
          repository: 'https://git.example.com/shop/gitops',
        }),
      },
      {
        weight: 1,
        arbitrary: helm.map(own => ({ ...(fields as object), ...own })),
      },
    ),
  ),
  network: some({
    from: of(
      [{ service: 'checkout' }],
      [{ service: 'web', namespace: 'shop', port: 8080 }],
    ),
    to: of(
      [{ cidr: '10.1.0.0/16', port: 443 }],
      [{ service: 'mail', namespace: 'tools' }],
    ),
  }),
  observability: some({
    objective: of(99, 99.9, 99.99),
    latency: of('250ms', '1s'),
    dashboard: fc.boolean(),
    alerts: fc.boolean(),
    loadTest: some({
      rate: of(5, 50),
      duration: of('1m', '10m'),
      path: of('/', '/healthz'),
    }),
  }),
  image: of(
    'ghcr.io/shop/x',
    '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/x',
    'docker.io/shop/x',
  ),
  bundle: of('@platform/slipway-bundle', './platform'),
  exceptions: of([
    {
      rule: 'policy.probes',
      reason: 'the process answers nobody',
      until: '2027-01-31',
    },
    {
      rule: 'quota.pods',
      reason: 'the quota is raised next week',
      until: '2027-02-01',
      object: 'Deployment/payments',
    },
  ]),
};

const runtimeAndBuild = of(
  'go',
  'node',
  'python',
  'kotlin',
  'nextjs',
  'container',
).chain(
  (runtime): Any<object> =>
    runtime === 'container'
      ? fc
          .constantFrom<object>(
            { dockerfile: 'build/Dockerfile' },
            { image: 'ghcr.io/shop/router:v2.1.0' },
          )
          .map(build => ({ runtime, build }))
      : some({
          base: of('registry.example.com/base/runtime:3'),
          final: of(
            'distroless',
            'alpine',
            ...(runtime === 'go' ? ['scratch'] : []),
          ),
          source: of('template', 'own'),
        }).map(build => ({ runtime, build })),
);

const programs = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(runtimeAndBuild, workloads) },
  {
    weight: 1,
    arbitrary: router.map((work): [object, object] => [
      { runtime: 'container' },
      work,
    ]),
  },
);

const queues = ['sqs', 'redis', 'rabbitmq', 'kafka'];

interface Draft {
  workload?: Record<string, unknown>;
  workloads?: Record<string, Record<string, unknown>>;
  needs: Record<string, { type: string; provider?: string; backup?: object }>;
}

/** What refers to something else refers to what is there. */
function connected(draft: Draft, depth: number, toBucket: boolean): Draft {
  const queue = Object.keys(draft.needs).find(
    name =>
      queues.includes(draft.needs[name].type) &&
      draft.needs[name].provider !== 'shared',
  );
  const scaled = (workload: Record<string, unknown>) =>
    workload.type === 'worker' && queue && depth > 0
      ? {
          ...workload,
          scaleOn: {
            need: queue,
            depth,
            ...(depth % 4 ? { queue: 'jobs' } : {}),
          },
        }
      : workload;
  const bucket = Object.keys(draft.needs).find(
    name => draft.needs[name].type === 's3',
  );
  return {
    ...draft,
    ...(draft.workload ? { workload: scaled(draft.workload) } : {}),
    ...(draft.workloads
      ? {
          workloads: Object.fromEntries(
            Object.entries(draft.workloads).map(([name, value]) => [
              name,
              scaled(value),
            ]),
          ),
        }
      : {}),
    needs: Object.fromEntries(
      Object.entries(draft.needs).map(([name, need]) => [
        name,
        need.backup &&
        bucket &&
        bucket !== name &&
        !(toBucket && name === 'cache')
          ? { ...need, backup: { ...need.backup, to: bucket } }
          : need,
      ]),
    ),
  };
}

const draft = fc
  .tuple(
    fc.record({
      name: of('payments', 'ledger-2', 'a-service-with-quite-a-long-name'),
      owner: of('team-pay', 'group:default/team-pay'),
      metadata: some({
        system: of('shop', 'system:default/shop'),
        description: of('Takes payments', 'Fees: 1 % & more'),
        lifecycle: of('experimental', 'production', 'deprecated'),
      }),
      host: of('github', 'gitlab', 'gitea'),
      repository: some({
        branch: of('main', 'release/1.x'),
        path: of('services/pay', 'a/b/c'),
        own: of(['README.md'], ['.github/workflows/ci.yaml', 'load/']),
      }),
    }),
    programs,
    needed,
    environments,
    some(top),
    int(0, 20),
    fc.boolean(),
  )
  .map(([head, [made, work], need, places, rest, depth, toBucket]) => ({
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Service',
    metadata: {
      name: head.name,
      owner: head.owner,
      ...(head.metadata as object),
    },
    spec: {
      ...made,
      ...connected(
        { ...(work as object), needs: need as Draft['needs'] },
        depth,
        toBucket,
      ),
      environments: places,
      repository: {
        host: head.host,
        url: `https://git.example.com/shop/${head.name}`,
        ...(head.repository as object),
      },
      ...(rest as object),
    },
  }));

/** What is reached from outside may be said, where something serves. */
function exposed(document: any): object {
  const { expose, workloads: several } = document.spec;
  const name = Object.keys(several ?? {}).find(key =>
    serving.includes(several[key].type),
  );
  return expose && name
    ? {
        ...document,
        spec: { ...document.spec, expose: { ...expose, workload: name } },
      }
    : document;
}

/** Any service of the whole schema that the checks accept, as a document and as what it means. */
export const anySpec: fc.Arbitrary<{ document: object; service: Service }> = fc
  .tuple(draft, fc.boolean())
  .map(([document, named]) => (named ? exposed(document) : document))
  .map(document => ({ document, service: checkService(document).service! }))
  .filter(({ service }) => service !== undefined);
