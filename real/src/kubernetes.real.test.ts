import { RealCluster, startRealCluster } from './cluster/realCluster';
import { describeKubernetesContract } from './contract';
import { Client } from './contract/client';
import { describeReal } from './realHalf';

jest.setTimeout(60_000);

/** Whom nobody knows any right of has all of them for a while. */
async function withRights(
  cluster: RealCluster,
  during: (token: string, lose: () => Promise<void>) => Promise<void>,
) {
  const client = new Client(cluster);
  const token = cluster.powerlessToken;
  const bindings = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
  const apiGroup = 'rbac.authorization.k8s.io';
  // A right that is given or taken reaches the one who asks a moment later.
  const until = async (status: number) => {
    const is = async () =>
      (await client.get('/api/v1/configmaps?limit=1', { token })).status;
    while ((await is()) !== status) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  await client.post(bindings, {
    apiVersion: `${apiGroup}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'for-a-while' },
    roleRef: { apiGroup, kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ apiGroup, kind: 'User', name: 'nobody' }],
  });
  const lose = async () => {
    await client.delete(`${bindings}/for-a-while`);
    await until(403);
  };
  await until(200);
  try {
    await during(token, lose);
  } finally {
    await lose();
  }
}

describeReal('the real Kubernetes API', () => {
  describeKubernetesContract('kube-apiserver', async () => {
    const cluster = await startRealCluster();
    return {
      url: cluster.url,
      token: cluster.token,
      ca: cluster.ca,
      async forgetting(during) {
        await cluster.forget();
        await during();
      },
      powerless: during => during(cluster.powerlessToken),
      losing: during => withRights(cluster, during),
      stop: cluster.stop,
    };
  });
});
