import { startRealCluster } from './cluster/realCluster';
import { describeKubernetesContract } from './contract';
import { describeReal } from './realHalf';

jest.setTimeout(60_000);

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
      stop: cluster.stop,
    };
  });
});
