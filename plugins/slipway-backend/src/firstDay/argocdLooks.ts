import { FirstDayLook } from '@slipway/model';
import { patternOf } from '../lib/pattern';
import { ArgocdClient } from '../sources/argocd/ArgocdClient';
import { Found, asked, missing, there } from './found';

type Project = Extract<FirstDayLook, { kind: 'project' }>;

/** What an Argo CD says of the repositories and projects that it knows; it hands out no credentials. */
export class ArgocdLooks {
  constructor(private readonly client: Pick<ArgocdClient, 'found'>) {}

  reader(
    url: string,
    isPublic: () => Promise<boolean | undefined>,
    signal: AbortSignal,
  ): Promise<Found> {
    return asked('Argo CD', 'repositories, get', async () => {
      const items = async (path: string) =>
        listIn(await this.client.found(path, signal));
      const own = (await items('/repositories')).find(
        ({ repo }) => alike(repo) === alike(url),
      );
      if (own?.connectionState?.status === 'Failed') {
        return missing('Argo CD has credentials for it that do not work');
      }
      if (own) {
        return there();
      }
      const templates = await items('/repocreds');
      if (templates.some(one => alike(url).startsWith(alike(one.url)))) {
        return there('by a credential template');
      }
      return (await isPublic().catch(() => undefined))
        ? there('anybody may read it')
        : missing('Argo CD has no credentials for it');
    });
  }

  project(
    { project, url, targets }: Project,
    signal: AbortSignal,
  ): Promise<Found> {
    return asked('Argo CD', `projects, get, ${project}`, async () => {
      const found = await this.client.found(
        `/projects/${encodeURIComponent(project)}`,
        signal,
      );
      if (!found) {
        return missing(`there is no project ${project}`);
      }
      const { sourceRepos, destinations } = found.spec ?? {};
      const servers = await this.servers(signal);
      const refused = targets
        .filter(
          ({ cluster, namespace }) =>
            !allowed(listed(destinations), one =>
              [
                [one.name, one.server].some(
                  place =>
                    matches(place, cluster) ||
                    matches(place, servers.get(cluster)),
                ),
                matches(one.namespace, namespace),
              ].every(Boolean),
            ),
        )
        .map(({ cluster, namespace }) => `${cluster}/${namespace}`);
      const wrong = [
        !allowed(
          listed(sourceRepos).map(one => ({ repo: one })),
          ({ repo }) => matches(alike(repo), alike(url)),
        ) && 'it does not allow this source',
        refused.length > 0 && `it does not allow ${refused.join(', ')}`,
      ].filter(Boolean);
      return wrong.length > 0 ? missing(wrong.join(', and ')) : there();
    });
  }

  /** Projects may name clusters by their addresses, which are not ours to tell. */
  private async servers(signal: AbortSignal): Promise<Map<string, string>> {
    const body = await this.client
      .found('/clusters', signal)
      .catch(() => undefined);
    return new Map(
      listIn(body).map(({ name, server }) => [String(name), String(server)]),
    );
  }
}

function listIn(body: Record<string, any> | undefined) {
  return listed(body?.items);
}

function listed(value: unknown): any[] {
  return Array.isArray(value) ? value.filter(Boolean) : [];
}

/** Whether something of a list fits, and nothing of it that says no does. */
function allowed<T extends object>(
  list: T[],
  fits: (one: T) => boolean,
): boolean {
  const without = (one: T) =>
    Object.fromEntries(
      Object.entries(one).map(([key, value]) => [
        key,
        typeof value === 'string' ? value.replace(/^!/, '') : value,
      ]),
    ) as T;
  const saysNo = (one: T) =>
    Object.values(one).some(
      value => typeof value === 'string' && value.startsWith('!'),
    );
  return (
    list.some(one => !saysNo(one) && fits(one)) &&
    !list.some(one => saysNo(one) && fits(without(one)))
  );
}

function matches(pattern: unknown, value: string | undefined): boolean {
  return (
    typeof pattern === 'string' &&
    pattern !== '' &&
    value !== undefined &&
    pattern.length <= 500 &&
    patternOf(escaped(pattern)).test(value)
  );
}

/** An address has more in it that means something in a pattern than a name. */
function escaped(pattern: string): string {
  return pattern.replace(/[+?^${}()|[\]\\]/g, '\\$&');
}

function alike(url: unknown): string {
  return String(url ?? '')
    .toLowerCase()
    .replace(/\/$|\.git\/?$/, '');
}
