import { KubeObject } from '../contract/client';
import { RealGitea } from '../gitea/realGitea';
import { conditionIs, make, Recorded, said, Stage } from './operator';
import { namespace } from './stage';

const API = 'source.toolkit.fluxcd.io/v1';
const folder = `/apis/${API}/namespaces/${namespace}`;

/** Where the repository that all is brought from is known to the cluster. */
export const repositoryPlace = `${folder}/gitrepositories/payments`;

const source = (kind: string, name: string, spec: object) => ({
  apiVersion: API,
  kind,
  metadata: { name },
  spec: { interval: '10m', timeout: '10s', ...spec },
});

const git = (name: string, url: string, spec: object = {}) =>
  source('GitRepository', name, { url, ref: { branch: 'main' }, ...spec });

export async function followRepository(
  stage: Stage,
  gitea: RealGitea,
): Promise<KubeObject> {
  const url = `${gitea.url}/slipway/payments.git`;
  await make(stage, `${folder}/gitrepositories`, git('payments', url));
  return said(stage, repositoryPlace, conditionIs('Ready', 'True'));
}

/** Has the controller fetch it again now. */
export async function fetchAgain(
  { client }: Stage,
  place: string,
  at: string,
): Promise<void> {
  await client.merge(place, {
    metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': at } },
  });
}

/** What Flux says of sources that it cannot fetch, while their host answers. */
export async function recordSources(
  stage: Stage,
  gitea: RealGitea,
): Promise<Recorded> {
  const good = `${gitea.url}/slipway/payments.git`;
  const registry = `oci://${new URL(gitea.url).host}/slipway/nowhere`;
  await make(stage, `/api/v1/namespaces/${namespace}/secrets`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'refused' },
    stringData: { username: 'slipway', password: 'refused' },
  });
  const named = (name: string) => ({ secretRef: { name } });
  const recorded: Recorded = {};
  for (const [plural, object] of [
    [
      'gitrepositories',
      git('branch-missing', good, { ref: { branch: 'nowhere' } }),
    ],
    [
      'gitrepositories',
      git('repository-missing', `${gitea.url}/slipway/nowhere.git`),
    ],
    ['gitrepositories', git('credentials-missing', good, named('nowhere'))],
    ['gitrepositories', git('credentials-refused', good, named('refused'))],
    [
      'helmrepositories',
      source('HelmRepository', 'index-missing', {
        url: `${gitea.url}/nowhere`,
      }),
    ],
    [
      'ocirepositories',
      source('OCIRepository', 'artifact-missing', {
        url: registry,
        ref: { tag: 'latest' },
        insecure: true,
      }),
    ],
  ] as const) {
    const { name } = object.metadata;
    await make(stage, `${folder}/${plural}`, object);
    recorded[name] = await said(
      stage,
      `${folder}/${plural}/${name}`,
      conditionIs('FetchFailed', 'True'),
    );
  }
  const place = `${folder}/gitrepositories/source-suspended`;
  await make(stage, `${folder}/gitrepositories`, git('source-suspended', good));
  await said(stage, place, conditionIs('Ready', 'True'));
  await stage.client.merge(place, { spec: { suspend: true } });
  recorded['source-suspended'] = (await stage.client.get(place)).body;
  return recorded;
}

/** What it says of the repository once its host is gone, twice. */
export async function recordUnreachable(stage: Stage): Promise<Recorded> {
  const recorded: Recorded = {};
  for (const at of ['repository-unreachable', 'repository-unreachable-still']) {
    await fetchAgain(stage, repositoryPlace, at);
    recorded[at] = await said(
      stage,
      repositoryPlace,
      status =>
        conditionIs('FetchFailed', 'True')(status) &&
        status.lastHandledReconcileAt === at,
    );
  }
  return recorded;
}
