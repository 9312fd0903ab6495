import { mockServices } from '@backstage/backend-test-utils';
import { ProxyClusterDirectory } from '../sources/kubernetes/proxyClient';

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
