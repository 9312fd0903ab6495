import { EnvironmentTarget, FirstDayNeed, parseService } from '@slipway/model';
import { FirstDayItem } from '@slipway/plugin-slipway-common';
import { Platform } from '@slipway/plugin-slipway-node';
import { Clock, attempt } from '../lib/clock';
import { answerFor } from '../service/answer';
import { Repository } from '../sources/git/repository';
import { ClusterDirectory } from '../sources/kubernetes/proxyClient';
import { StateStore } from '../store';
import { ArgocdLooks } from './argocdLooks';
import { Found, asked, denied, missing, there, unasked } from './found';
import { HostLooks } from './hostLooks';
import { VaultLooks } from './vaultLooks';

/** A service whose repository says what it needs. */
export interface Young {
  service: string;
  environments: EnvironmentTarget[];
  repository: Repository;
}

export interface FirstDayLookerOptions {
  clock: Clock;
  platform: Pick<Platform, 'bundle' | 'firstDay'>;
  hosts: HostLooks;
  repositoryOf: (location: string) => Repository | undefined;
  argocd?: ArgocdLooks;
  vault: VaultLooks;
  clusters: Pick<ClusterDirectory, 'client'>;
  store: Pick<StateStore, 'documentsOf' | 'health'>;
}

const AT_ONCE = 4;
const LIMIT_MS = 10_000;

const noArgocd = unasked('the portal is connected with no Argo CD');
const elsewhere = denied(
  "Slipway itself: it looks at the service's own repository and the platform's alone",
);

/** Looks up what a service needs on its first day, wherever the portal may look. Whatever fails costs only its own answer. */
export class FirstDayLooker {
  constructor(private readonly options: FirstDayLookerOptions) {}

  /** `undefined`: the repository has no spec of this service. Rejects when the host does not say. */
  async look(
    young: Young,
    signal: AbortSignal,
  ): Promise<FirstDayItem[] | undefined> {
    const { hosts, platform } = this.options;
    const { path } = young.repository;
    const text = await hosts.file(
      young.repository,
      [path?.replace(/\/+$/, ''), 'slipway.yaml'].filter(Boolean).join('/'),
      signal,
    );
    const { service } = parseService(text ?? '');
    // A repository speaks for its own service alone.
    if (service?.metadata.name !== young.service) {
      return undefined;
    }
    const needs = await platform.firstDay(service);
    const items: FirstDayItem[] = [];
    const left = [...needs.entries()];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = left.shift(); next; next = left.shift()) {
          const [place, { look: _, ...need }] = next;
          const found = await this.inTime(signal, one =>
            this.answer(next![1], young, one),
          );
          items[place] = { ...need, ...found };
        }
      }),
    );
    return items;
  }

  /** Who does not answer keeps nobody else's answer back. */
  private async inTime(
    signal: AbortSignal,
    look: (signal: AbortSignal) => Promise<Found>,
  ): Promise<Found> {
    const asking = attempt(this.options.clock, signal, LIMIT_MS);
    try {
      return await look(asking.signal);
    } catch (error) {
      if (asking.state.timedOut) {
        return unasked('no answer in time');
      }
      throw error;
    } finally {
      asking.end();
    }
  }

  private async answer(
    { look }: FirstDayNeed,
    young: Young,
    signal: AbortSignal,
  ): Promise<Found> {
    const { argocd, hosts, vault } = this.options;
    const { repository } = young;
    switch (look.kind) {
      case 'pipeline':
        return hosts.pipeline(repository, look.pullRequests, signal);
      case 'settings':
        return hosts.settings(repository, look, signal);
      case 'branch': {
        const place = await this.placeOf(look.url, repository);
        return place ? hosts.branch(place, look.branch, signal) : elsewhere;
      }
      case 'reader': {
        if (look.by === 'flux') {
          return unasked(
            'Flux says it itself once it knows of the service; its delivery then shows it',
          );
        }
        const place = await this.placeOf(look.url, repository);
        if (!place) {
          return elsewhere;
        }
        return (
          argocd?.reader(
            look.url,
            () => hosts.isPublic(place, signal),
            signal,
          ) ?? noArgocd
        );
      }
      case 'project':
        return argocd?.project(look, signal) ?? noArgocd;
      case 'flux':
        return this.delivered(young, look.environment);
      case 'namespace':
        return this.namespace(look, signal);
      case 'vault-path':
        return vault.path(look, young.service, signal);
      case 'vault-role':
        return vault.role(look, signal);
      case 'secret':
        return denied('Slipway itself: Secrets of clusters are never listed');
      default:
        return unasked('nothing that this portal is connected with knows it');
    }
  }

  /** A spec may name any address; looked at are the service's own repository and the platform's, and no others. */
  private async placeOf(
    url: string,
    own: Repository,
  ): Promise<Repository | undefined> {
    if (alike(url) === alike(own.url)) {
      return own;
    }
    const { gitops } = await this.options.platform.bundle();
    return gitops && alike(gitops.url) === alike(url)
      ? this.options.repositoryOf(url)
      : undefined;
  }

  private async namespace(
    { cluster, namespace }: { cluster: string; namespace: string },
    signal: AbortSignal,
  ): Promise<Found> {
    return asked(`Cluster ${cluster}`, 'get on namespaces', async () => {
      const found = await this.options.clusters
        .client(cluster)
        .get(`/api/v1/namespaces/${encodeURIComponent(namespace)}`, signal);
      if (!found) {
        return missing(`${cluster} has no namespace ${namespace}`);
      }
      return (found as any).status?.phase === 'Terminating'
        ? missing('it is being removed')
        : there();
    });
  }

  /** What delivers it is watched already. */
  private async delivered(
    { service, environments }: Young,
    name: string,
  ): Promise<Found> {
    const { store } = this.options;
    const target = environments.find(one => one.name === name);
    if (!target) {
      return unasked(`the catalog knows no environment ${name} of it`);
    }
    const [documents, health] = await Promise.all([
      store.documentsOf(service),
      store.health(),
    ]);
    const answer = answerFor('delivery', target, { documents, health });
    switch (answer.answer) {
      case 'data':
        return there();
      case 'absent':
        return missing();
      case 'denied':
        return denied(`${target.cluster}: it needs ${answer.permission}`);
      default:
        return unasked(`${target.cluster}: ${answer.reason}`);
    }
  }
}

function alike(url: string): string {
  return url.toLowerCase().replace(/\/$|\.git\/?$/, '');
}
