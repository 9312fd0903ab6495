import {
  DefaultGithubCredentialsProvider,
  ScmIntegrationRegistry,
  getGitLabRequestOptions,
  getGiteaRequestOptions,
} from '@backstage/integration';
import { Commit } from '@slipway/plugin-slipway-common';
import { Clock } from '../../lib/clock';
import { JsonAnswer } from '../../lib/http';
import { askServer } from '../servers/ask';
import { ServerError, answerError, unusable } from '../servers/problems';
import { PAGE, hostApis } from './hosts';
import { Repository } from './repository';

/** What a repository says of its newest commits. */
export type Newest =
  | {
      known: 'data';
      /** Those of which something is built, newest first. */
      commits: Commit[];
      /** The newest of all; nothing was pushed yet where it is left out. */
      head?: string;
      /** There may be more of them. */
      more: boolean;
      etag?: string;
    }
  | { known: 'same' }
  | { known: 'absent' }
  | { known: 'denied'; permission: string };

/** Reads commits with the credentials of the portal's integrations. */
export class GitClient {
  private readonly github: DefaultGithubCredentialsProvider;

  constructor(
    private readonly integrations: ScmIntegrationRegistry,
    private readonly clock: Clock,
  ) {
    this.github =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  }

  async newest(
    repository: Repository,
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<Newest> {
    const api = hostApis[repository.type];
    const answer = await this.ask(repository, api.newest(repository), {
      signal,
      etag,
    });
    switch (answer.status) {
      case 200: {
        if (!Array.isArray(answer.body)) {
          throw unusable('a Git host');
        }
        const seen = answer.body.map(api.read);
        return {
          known: 'data',
          ...(seen[0] && { head: seen[0].commit.sha }),
          commits: seen.flatMap(({ commit, skipsBuild }) =>
            skipsBuild ? [] : commit,
          ),
          more: answer.body.length === PAGE,
          ...(answer.headers.etag && { etag: answer.headers.etag }),
        };
      }
      case 304:
        return { known: 'same' };
      // Nothing was pushed to it yet.
      case 409:
        return { known: 'data', commits: [], more: false };
      case 403:
        return { known: 'denied', permission: 'read on its commits' };
      // One that was moved is not looked for: the credentials would go along.
      case 301:
      case 302:
      case 307:
      case 308:
      case 404:
        return { known: 'absent' };
      default:
        throw answerError(answer.status);
    }
  }

  /** `undefined`: there is none. */
  async commit(
    repository: Repository,
    ref: string,
    signal: AbortSignal,
  ): Promise<Commit | undefined> {
    const api = hostApis[repository.type];
    const { status, body } = await this.ask(
      repository,
      api.commit(repository, ref),
      { signal },
    );
    if (status === 404 || status === 422) {
      return undefined;
    }
    if (status !== 200) {
      throw answerError(status);
    }
    return api.read(body).commit;
  }

  /** Whatever the host says below its API; `query` is put to its GraphQL instead. */
  async ask(
    repository: Repository,
    path: string,
    {
      signal,
      etag,
      query,
    }: { signal: AbortSignal; etag?: string; query?: object },
  ): Promise<JsonAnswer> {
    const { baseUrl, headers } = await this.access(repository);
    const answer = await askServer(this.clock, {
      url: query
        ? `${baseUrl.replace(/\/v\d+$/, '')}/graphql`
        : `${baseUrl}${path}`,
      ...(query && { method: 'POST', body: query }),
      signal,
      headers: {
        'user-agent': 'Slipway',
        ...headers,
        ...(etag && { 'if-none-match': etag }),
      },
    });
    const limit = limitIn(answer, this.clock);
    if (limit) {
      throw limit;
    }
    return answer;
  }

  private async access({ type, host, url }: Repository): Promise<{
    baseUrl: string;
    headers?: Record<string, string>;
  }> {
    const { integrations } = this;
    if (type === 'gitea') {
      const { config } = integrations.gitea.byHost(host)!;
      return {
        baseUrl: `${trimmed(config.baseUrl ?? `https://${host}`)}/api/v1`,
        ...getGiteaRequestOptions(config),
      };
    }
    if (type === 'gitlab') {
      const { config } = integrations.gitlab.byHost(host)!;
      return {
        baseUrl: trimmed(config.apiBaseUrl),
        ...getGitLabRequestOptions(config),
      };
    }
    const { config } = integrations.github.byHost(host)!;
    const { headers } = await this.github.getCredentials({ url }).catch(() => {
      throw new ServerError('denied', 'the portal could not sign in');
    });
    if (!headers) {
      // Without, so few requests are allowed that nothing would be known in time.
      throw new ServerError('denied', 'the portal has no token for it');
    }
    return {
      baseUrl: trimmed(config.apiBaseUrl ?? `https://api.${host}`),
      headers,
    };
  }
}

/** Hosts refuse with 403 as well what they only want to have later. */
function limitIn(
  { status, headers }: JsonAnswer,
  clock: Clock,
): ServerError | undefined {
  const resets = Number(headers['x-ratelimit-reset']) * 1000;
  const later = headers['retry-after'];
  const spent = headers['x-ratelimit-remaining'] === '0';
  if (status !== 403 || !(later || spent)) {
    return undefined;
  }
  const ms = later ? Number(later) * 1000 : resets - clock.now();
  return new ServerError(
    'unreachable',
    'it takes no more requests for a while',
    Math.min(Math.max(ms || 0, 60_000), 3600_000),
  );
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}
