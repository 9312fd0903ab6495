import { ArgoInstance } from '@slipway/plugin-slipway-node';
import { Clock, attempt } from '../lib/clock';
import { ArgocdClient } from '../sources/argocd/ArgocdClient';
import { ClusterError } from '../sources/kubernetes/client';
import { ProxyClusterDirectory } from '../sources/kubernetes/proxyClient';
import { ServerError } from '../sources/servers/problems';
import { Target } from './targets';
import { Wish, changeOf, pathsOf } from './wishes';

const LIMIT_MS = 10_000;

/** Why an object was not asked, in words that name no address. */
export class RefusedError extends Error {
  constructor(
    readonly problem: 'denied' | 'gone' | 'unreachable',
    message: string,
  ) {
    super(message);
    this.name = 'RefusedError';
  }
}

export interface ActorOptions {
  directory: Pick<ProxyClusterDirectory, 'patch'>;
  instances: ArgoInstance[];
  clock: Clock;
}

/** Asks clusters and Argo CD, with the credentials by which they are read. */
export class Actor {
  private readonly argocds: Map<string, ArgocdClient>;

  constructor(private readonly options: ActorOptions) {
    this.argocds = new Map(
      options.instances.map(instance => [
        instance.name,
        new ArgocdClient(instance, options.clock),
      ]),
    );
  }

  async ask(target: Target, wish: Wish, signal: AbortSignal): Promise<void> {
    const asking = attempt(this.options.clock, signal, LIMIT_MS);
    try {
      await ('argocd' in target.via
        ? this.askArgocd(target, target.via.argocd, wish, asking.signal)
        : this.askCluster(target, target.via.cluster, wish, asking.signal));
    } catch (error) {
      throw signal.aborted
        ? error
        : refused(target, error, asking.state.timedOut);
    } finally {
      asking.end();
    }
  }

  private async askCluster(
    target: Target,
    cluster: string,
    wish: Wish,
    signal: AbortSignal,
  ): Promise<void> {
    const change = changeOf(target, wish);
    for (const path of pathsOf(target)) {
      if (await this.options.directory.patch(cluster, path, change, signal)) {
        return;
      }
    }
    throw new RefusedError('gone', 'it is not there any more');
  }

  private async askArgocd(
    { name, namespace }: Target,
    instance: string,
    { action }: Wish,
    signal: AbortSignal,
  ): Promise<void> {
    const client = this.argocds.get(instance);
    // Not every name that an Argo CD tells is one that a cluster would take.
    const path = `/applications/${encodeURIComponent(name)}`;
    const query = `appNamespace=${encodeURIComponent(namespace)}`;
    const found =
      action === 'sync'
        ? await client?.found(`${path}/sync?${query}`, signal, {
            method: 'POST',
            body: { name, appNamespace: namespace },
          })
        : await client?.found(`${path}?refresh=normal&${query}`, signal);
    if (!found) {
      throw new RefusedError('gone', 'it is not there any more');
    }
  }
}

function refused(
  { kind, name, via }: Target,
  error: unknown,
  timedOut: boolean,
): unknown {
  const where = 'argocd' in via ? `Argo CD ${via.argocd}` : via.cluster;
  const what = `${kind} ${name} on ${where}`;
  if (timedOut) {
    return new RefusedError('unreachable', `${what}: no answer in time`);
  }
  if (error instanceof RefusedError) {
    return new RefusedError(error.problem, `${what}: ${error.message}`);
  }
  if (error instanceof ClusterError || error instanceof ServerError) {
    return error.problem === 'denied'
      ? new RefusedError(
          'denied',
          `${what}: the portal's account may not do that; docs/state.md says what it takes`,
        )
      : new RefusedError('unreachable', `${what}: ${error.message}`);
  }
  return error;
}
