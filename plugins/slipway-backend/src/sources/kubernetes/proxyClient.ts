import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { asClusterError, clientOver, readJson, startOf } from './answers';
import { ClusterClient, ClusterError } from './client';
import { answerError, unusableAnswer } from './problems';

export interface ClusterDirectory {
  /** Names of the clusters that the portal's Kubernetes back end knows. */
  clusters(signal: AbortSignal): Promise<string[]>;
  client(cluster: string): ClusterClient;
}

/**
 * Clusters through the portal's own Kubernetes back end, whatever its locators and credentials are. The plugin
 * asks as itself; who may see the outcome is decided where it is read.
 */
export class ProxyClusterDirectory implements ClusterDirectory {
  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  async clusters(signal: AbortSignal): Promise<string[]> {
    const response = await this.request('/clusters', {}, signal);
    const body = await readJson(bodyOf(response));
    const items = (body as { items?: unknown }).items;
    if (!Array.isArray(items)) {
      throw unusableAnswer();
    }
    return items.flatMap(item =>
      typeof item?.name === 'string' ? [item.name] : [],
    );
  }

  /** Changes what is named of one object, and leaves the rest of it as it is; `false`: it is not there. */
  async patch(
    cluster: string,
    path: string,
    change: object,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const response = await this.request(
        `/proxy${path}`,
        {
          'Backstage-Kubernetes-Cluster': cluster,
          'content-type': 'application/merge-patch+json',
        },
        signal,
        { method: 'PATCH', body: JSON.stringify(change) },
      );
      await response.body?.cancel();
      return true;
    } catch (error) {
      if (error instanceof ClusterError && error.problem === 'absent') {
        return false;
      }
      throw error;
    }
  }

  client(cluster: string): ClusterClient {
    return clientOver(async (path, signal) =>
      bodyOf(
        await this.request(
          `/proxy${path}`,
          { 'Backstage-Kubernetes-Cluster': cluster },
          signal,
        ),
      ),
    );
  }

  private async request(
    path: string,
    headers: Record<string, string>,
    signal: AbortSignal,
    wish: { method?: string; body?: string } = {},
  ): Promise<Response> {
    let response: Response;
    try {
      const baseUrl = await this.options.discovery.getBaseUrl('kubernetes');
      const { token } = await this.options.auth.getPluginRequestToken({
        onBehalfOf: await this.options.auth.getOwnServiceCredentials(),
        targetPluginId: 'kubernetes',
      });
      response = await fetch(`${baseUrl}${path}`, {
        ...wish,
        headers: {
          ...headers,
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          // Compressed, a watch's events would wait in the host's buffer and never arrive.
          'accept-encoding': 'identity',
        },
        redirect: 'manual',
        signal,
      });
    } catch (error) {
      throw asClusterError(error, signal);
    }
    if (response.status !== 200) {
      const body = response.body
        ? await startOf(response.body).catch(() => '')
        : '';
      throw answerError(
        response.status,
        body,
        response.headers.get('retry-after') ?? undefined,
      );
    }
    return response;
  }
}

function bodyOf({ body }: Response): AsyncIterable<Uint8Array> {
  if (!body) {
    throw unusableAnswer();
  }
  return body;
}
