import { describeKubernetesContract } from './contract';
import { describeReal } from './realHalf';
import { startRealCluster } from './cluster/realCluster';

jest.setTimeout(60_000);

describeReal('the real Kubernetes API', () => {
  describeKubernetesContract('kube-apiserver', startRealCluster);
});
