import fs from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../cluster/ready';
import { Supervised } from '../cluster/supervised';
import { askGitea } from '../gitea/ask';
import { RealGitea, startRealGitea } from '../gitea/realGitea';
import { operators } from '../programs/programs';
import {
  fetchAgain,
  followRepository,
  recordSources,
  recordUnreachable,
  repositoryPlace,
} from './fluxSources';
import {
  conditionIs,
  make,
  Recorded,
  said,
  Stage,
  startOperator,
} from './operator';
import { labelled, namespace, onStage } from './stage';

const all = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${namespace}/kustomizations`;

const kustomization = (name: string, spec: object) => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, labels: labelled },
  spec: {
    interval: '10m',
    retryInterval: '10m',
    prune: true,
    path: `./${name}`,
    targetNamespace: namespace,
    sourceRef: { kind: 'GitRepository', name: 'payments' },
    ...spec,
  },
});

const configMap = (name: string, data: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data:
  ${data}
`;

/** What Flux says of a repository's folders, of which some cannot be built or applied. */
export function recordFlux(): Promise<Recorded> {
  return onStage(
    [
      { ...operators.fluxSource, folder: 'config/crd/bases' },
      { ...operators.fluxKustomize, folder: 'config/crd/bases' },
    ],
    async stage => {
      const gitea = await startRealGitea();
      try {
        return await record(stage, gitea);
      } finally {
        await gitea.stop();
      }
    },
  );
}

async function record(stage: Stage, gitea: RealGitea): Promise<Recorded> {
  await askGitea(gitea, 'POST', '/user/repos', {
    name: 'payments',
    auto_init: true,
    default_branch: 'main',
  });
  await commit(gitea, tree('first'), 'create');
  const git = await startFlux(stage);
  const recorded: Recorded = {};
  recorded.repository = await followRepository(stage, gitea);
  const follow = async (name: string, spec: object = {}) => {
    await make(stage, all, kustomization(name, spec));
    return `${all}/${name}`;
  };

  const good = await follow('payments');
  const applied = await said(stage, good, conditionIs('Ready', 'True'));
  recorded.applied = applied;
  for (const [name, reason, spec] of [
    ['build-fails', 'BuildFailed', {}],
    ['path-missing', 'ArtifactFailed', { path: './nowhere' }],
    ['refused', 'ReconciliationFailed', {}],
    ['kind-missing', 'ReconciliationFailed', {}],
    ['never-healthy', 'HealthCheckFailed', { wait: true, timeout: '3s' }],
    [
      'waits-for-another',
      'DependencyNotReady',
      { path: './payments', dependsOn: [{ name: 'build-fails' }] },
    ],
    [
      'source-missing',
      undefined,
      { sourceRef: { kind: 'GitRepository', name: 'nowhere' } },
    ],
  ] as const) {
    recorded[name] = await said(
      stage,
      await follow(name, spec),
      conditionIs('Ready', 'False', reason),
    );
  }
  recorded['under-way'] = await said(
    stage,
    await follow('under-way', {
      path: './never-healthy',
      wait: true,
      timeout: '5m',
    }),
    conditionIs('Ready', 'Unknown'),
  );

  const suspended = await follow('suspended', { path: './payments' });
  await said(stage, suspended, conditionIs('Ready', 'True'));
  await stage.client.merge(suspended, { spec: { suspend: true } });
  const before = applied.status.lastAppliedRevision;
  await commit(gitea, tree('second'), 'update');
  await fetchAgain(stage, repositoryPlace, 'now');
  recorded['applied-again'] = await said(
    stage,
    good,
    status => status.lastAppliedRevision !== before,
  );
  recorded.suspended = (await stage.client.get(suspended)).body;

  Object.assign(recorded, await recordSources(stage, gitea));
  await gitea.stop();
  Object.assign(recorded, await recordUnreachable(stage));
  recorded['applied-from-unreachable'] = (await stage.client.get(good)).body;
  await git.stop();
  return recorded;
}

async function startFlux(stage: Stage): Promise<Supervised> {
  const storage = `127.0.0.1:${await freePort()}`;
  const kept = path.join(stage.folder, 'artifacts');
  await fs.mkdir(kept);
  const common = async () => [
    '--metrics-addr=127.0.0.1:0',
    `--health-addr=127.0.0.1:${await freePort()}`,
    '--enable-leader-election=false',
  ];
  const env = { RUNTIME_NAMESPACE: namespace };
  const git = await startOperator(
    operators.fluxSource,
    [
      ...(await common()),
      `--storage-path=${kept}`,
      `--storage-addr=${storage}`,
      `--storage-adv-addr=${storage}`,
    ],
    stage,
    env,
  );
  await startOperator(
    operators.fluxKustomize,
    [...(await common()), '--requeue-dependency=2s', '--http-retry=2'],
    stage,
    env,
  );
  return git;
}

/** A folder for each thing that can happen. */
function tree(release: string): Record<string, string> {
  return {
    'payments/settings.yaml': configMap('payments', `release: ${release}`),
    'build-fails/kustomization.yaml': 'resources: [nowhere.yaml]\n',
    'refused/settings.yaml': configMap('NOT_A_NAME', 'a: b'),
    'kind-missing/pump.yaml': `apiVersion: example.org/v1
kind: Pump
metadata:
  name: payments
`,
    'never-healthy/workload.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: never
spec:
  selector:
    matchLabels: { app: never }
  template:
    metadata:
      labels: { app: never }
    spec:
      containers: [{ name: never, image: never }]
`,
  };
}

async function commit(
  gitea: RealGitea,
  files: Record<string, string>,
  operation: 'create' | 'update',
): Promise<void> {
  const contents = '/repos/slipway/payments/contents';
  const entries = await Promise.all(
    Object.entries(files).map(async ([name, text]) => ({
      operation,
      path: name,
      content: Buffer.from(text).toString('base64'),
      ...(operation === 'update' && {
        sha: (await askGitea(gitea, 'GET', `${contents}/${name}`)).sha,
      }),
    })),
  );
  await askGitea(gitea, 'POST', contents, {
    branch: 'main',
    message: `${operation} all`,
    files: entries,
  });
}
