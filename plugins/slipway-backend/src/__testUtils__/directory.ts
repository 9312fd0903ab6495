import { mockServices } from '@backstage/backend-test-utils';
import { DirectClusters } from '../sources/kubernetes/direct';
import {
  ClusterDirectory,
  ProxyClusterDirectory,
} from '../sources/kubernetes/proxyClient';

/** The real client, pointed at the stub. */
export function directoryFor(stub: { port: number }) {
  return new ProxyClusterDirectory({
    auth: mockServices.auth(),
    discovery: {
      getBaseUrl: async id => `http://127.0.0.1:${stub.port}/api/${id}`,
      getExternalBaseUrl: async id => id,
    },
  });
}

/** The one that needs no Kubernetes back end, pointed at the same. */
export function directlyFor(stub: { port: number }): ClusterDirectory {
  const eu1 = {
    name: 'eu-1',
    url: `http://127.0.0.1:${stub.port}`,
    token: { text: 'only-for-tests' },
    skipTLSVerify: false,
  };
  return new DirectClusters(
    directoryFor(stub),
    () => new Map([[eu1.name, eu1]]),
  );
}
