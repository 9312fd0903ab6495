import { createApiRef } from '@backstage/frontend-plugin-api';

/** What is asked of the Kubernetes plugin's front end, which knows how each cluster wants its users to sign in. */
export interface KubernetesProxy {
  proxy(options: {
    clusterName: string;
    path: string;
    init?: RequestInit;
  }): Promise<Response>;
}

/** The plugin's own reference, by its id: a portal may be without the plugin. */
export const kubernetesProxyRef = createApiRef<KubernetesProxy>().with({
  id: 'plugin.kubernetes.service',
});
