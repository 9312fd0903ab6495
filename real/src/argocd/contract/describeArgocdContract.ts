import { randomUUID } from 'node:crypto';
import { Client } from '../../contract/client';
import { describeAccess } from './access';
import { ArgocdApi } from './api';
import { describeApplications } from './applications';
import { describeAsked } from './asked';
import { describeLists } from './lists';
import { configMap } from './manifests';
import { ArgocdContract, ArgocdWorld, Service } from './world';

/** What Slipway needs of Argo CD, as one suite: the stand-in claims nothing that the real one does not do. */
export function describeArgocdContract(
  name: string,
  start: () => Promise<ArgocdWorld>,
) {
  describe(name, () => {
    let started: ArgocdWorld | undefined;
    let session: ArgocdApi | undefined;
    const world = () => {
      if (!started) {
        throw new Error(`${name} did not start`);
      }
      return started;
    };
    const contract: ArgocdContract = {
      get world() {
        return world();
      },
      get api() {
        return session!;
      },
      get cluster() {
        return new Client(world().cluster);
      },
      service: files => service(world(), files),
    };

    beforeAll(async () => {
      started = await start();
      await started.gitea.ask('POST', '/orgs', { username: 'shop' });
      session = await ArgocdApi.signIn(started.url, started);
    }, 300_000);
    afterAll(async () => {
      await started?.stop();
    }, 60_000);

    describeAccess(contract);
    describeLists(contract);
    describeApplications(contract);
    describeAsked(contract);
  });
}

async function service(
  { gitea, cluster, clusterName }: ArgocdWorld,
  files: Record<string, string> = { 'a.yaml': configMap('1') },
): Promise<Service> {
  const name = `svc-${randomUUID().slice(0, 8)}`;
  const namespace = name;
  const below = (some: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(some).map(([file, text]) => [`deploy/${file}`, text]),
    );
  await gitea.filled(
    name,
    below({
      'kustomization.yaml': `resources: [${Object.keys(files).join(', ')}]\n`,
      ...files,
    }),
  );
  await new Client(cluster).post('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  return {
    name,
    namespace,
    repository: `${gitea.url}/shop/${name}.git`,
    application: ({ labels, spec } = {}) => ({
      metadata: { name, namespace: 'argocd', labels },
      spec: {
        project: 'default',
        source: {
          repoURL: `${gitea.url}/shop/${name}.git`,
          path: 'deploy',
          targetRevision: 'main',
        },
        destination: { name: clusterName, namespace },
        ...spec,
      },
    }),
    commit: some => gitea.push(name, below(some), 'main'),
  };
}
