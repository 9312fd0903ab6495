/* eslint-disable @backstage/no-forbidden-package-imports -- the module's own helper, which is no part of what it gives to others */
import { TestGitea } from '@slipway/plugin-scaffolder-backend-module-slipway/src/__testUtils__/gitea';
import { POWERLESS } from './argocd/configure';
import { ArgocdWorld, describeArgocdContract } from './argocd/contract';
import { ArgocdApi } from './argocd/contract/api';
import { startRealArgocd } from './argocd/realArgocd';
import { startRealCluster } from './cluster/realCluster';
import { startRealGitea } from './gitea/realGitea';
import { describeReal, withArgocd } from './realHalf';

jest.setTimeout(240_000);

async function start(): Promise<ArgocdWorld> {
  const stops: Array<() => Promise<void>> = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) {
      await one();
    }
  };
  try {
    // What takes along what it owns when it ends is a controller of the cluster.
    const cluster = await startRealCluster({ working: true });
    stops.push(cluster.stop);
    const gitea = await startRealGitea();
    stops.push(gitea.stop);
    const argocd = await startRealArgocd(cluster, 'real');
    stops.push(argocd.stop);
    const withToken = async (
      during: (token: string, end: () => Promise<unknown>) => Promise<void>,
    ) => {
      const admin = await ArgocdApi.signIn(argocd.url, argocd);
      const tokens = `/account/${POWERLESS}/token`;
      const { body } = await admin.post(tokens, { id: 'one' });
      const end = () => admin.delete(`${tokens}/one`);
      try {
        await during(body.token, end);
      } finally {
        await end();
      }
    };
    return {
      ...argocd,
      cluster,
      clusterName: 'real',
      gitea: new TestGitea(gitea.url, gitea.username, gitea.password),
      powerless: during => withToken(token => during(token)),
      ended: during =>
        withToken(async (token, end) => {
          await end();
          await during(token);
        }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

describeReal(
  'the real Argo CD',
  () => describeArgocdContract('Argo CD 3.2', start),
  withArgocd,
);
