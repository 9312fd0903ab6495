import { mockServices } from '@backstage/backend-test-utils';
import { ProxyClusterDirectory } from '../sources/kubernetes/proxyClient';
import { KubernetesStub } from './KubernetesStub';

/** The real client, pointed at the stub. */
export function directoryFor(stub: KubernetesStub) {
  return new ProxyClusterDirectory({
    auth: mockServices.auth(),
    discovery: {
      getBaseUrl: async id => `http://127.0.0.1:${stub.port}/api/${id}`,
      getExternalBaseUrl: async id => id,
    },
  });
}
