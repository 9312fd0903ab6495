import { ArgoInstance } from '@slipway/plugin-slipway-node';
import { Clock, attempt } from '../lib/clock';
import { ArgocdClient } from '../sources/argocd/ArgocdClient';
import { ClusterError } from '../sources/kubernetes/client';
import { ProxyClusterDirectory } from '../sources/kubernetes/proxyClient';
import { ServerError } from '../sources/servers/problems';
import { Target } from './targets';
import { Wish, changeOf, pathsOf } from './wishes';

const LIMIT_MS = 10_000;
const GONE = 'it is not there any more';
const DENIED =
  "the portal's account may not do that (docs/state.md says what it takes)";

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
    throw new RefusedError('gone', GONE);
  }

  private async askArgocd(
    { name, namespace }: Target,
    instance: string,
    { action }: Wish,
    signal: AbortSignal,
  ): Promise<void> {
    const client = this.argocds.get(instance);
    if (!client) {
      throw new RefusedError('gone', GONE);
    }
    // Not every name that an Argo CD tells is one that a cluster would take.
    const path = `/applications/${encodeURIComponent(name)}`;
    const query = `appNamespace=${encodeURIComponent(namespace)}`;
    const asked =
      action === 'sync'
        ? client.found(`${path}/sync?${query}`, signal, {
            method: 'POST',
            body: { name, appNamespace: namespace },
          })
        : client.found(`${path}?refresh=normal&${query}`, signal);
    const found = await asked.catch(async error => {
      if (!isDenied(error)) {
        throw error;
      }
      const isGone = await client
        .isGone(name, namespace, signal)
        .catch(failure => (isDenied(failure) ? false : undefined));
      if (isGone === undefined) {
        throw new RefusedError('denied', `${DENIED}, or ${GONE}`);
      }
      if (!isGone) {
        throw error;
      }
    });
    if (!found) {
      throw new RefusedError('gone', GONE);
    }
  }
}

function isDenied(error: unknown): boolean {
  return (
    (error instanceof ClusterError || error instanceof ServerError) &&
    error.problem === 'denied'
  );
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
    return isDenied(error)
      ? new RefusedError('denied', `${what}: ${DENIED}`)
      : new RefusedError('unreachable', `${what}: ${error.message}`);
  }
  return error;
}
