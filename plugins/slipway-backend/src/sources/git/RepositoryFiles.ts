import { answerError, unusable } from '../servers/problems';
import { GitClient } from './GitClient';
import { Repository } from './repository';

const PAGES = 20;
const GITLAB_PAGE = 100;
const PAGE = 1000;

/** What a repository has at one of its commits, or on its branch. */
export class RepositoryFiles {
  constructor(private readonly client: Pick<GitClient, 'ask'>) {}

  /** The text of a file; `undefined`: there is none. */
  async file(
    repository: Repository,
    path: string,
    signal: AbortSignal,
    ref = repository.branch,
  ): Promise<string | undefined> {
    const at = pathIn(repository);
    const query = ref ? `?ref=${encodeURIComponent(ref)}` : '';
    const body = await this.read(
      repository,
      repository.type === 'gitlab'
        ? `${at}/repository/files/${encodeURIComponent(path)}${
            query || '?ref=HEAD'
          }`
        : `${at}/contents/${path
            .split('/')
            .map(encodeURIComponent)
            .join('/')}${query}`,
      signal,
    );
    const content = (body as Record<string, unknown> | undefined)?.content;
    return typeof content === 'string'
      ? Buffer.from(content, 'base64').toString('utf8')
      : undefined;
  }

  /** Of each file Git's own digest of what is in it; `undefined`: there are more than a host tells. */
  async digests(
    repository: Repository,
    commit: string,
    signal: AbortSignal,
  ): Promise<Map<string, string> | undefined> {
    const found = new Map<string, string>();
    for (let page = 1; page <= PAGES; page += 1) {
      const { entries, more } = await this.page(
        repository,
        commit,
        page,
        signal,
      );
      for (const { path, type, id, sha } of entries) {
        if (type === 'blob') {
          found.set(String(path), String(id ?? sha));
        }
      }
      if (!more) {
        return found;
      }
      if (repository.type === 'github') {
        return undefined;
      }
    }
    return undefined;
  }

  private async page(
    repository: Repository,
    commit: string,
    page: number,
    signal: AbortSignal,
  ): Promise<{ entries: Record<string, unknown>[]; more: boolean }> {
    const at = pathIn(repository);
    if (repository.type === 'gitlab') {
      const entries = await this.read(
        repository,
        `${at}/repository/tree?ref=${commit}&recursive=true&per_page=${GITLAB_PAGE}&page=${page}`,
        signal,
      );
      if (!Array.isArray(entries)) {
        throw unusable('a Git host');
      }
      return { entries, more: entries.length === GITLAB_PAGE };
    }
    const body = (await this.read(
      repository,
      `${at}/git/trees/${commit}?recursive=true&per_page=${PAGE}&page=${page}`,
      signal,
    )) as Record<string, unknown> | undefined;
    if (!Array.isArray(body?.tree)) {
      throw unusable('a Git host');
    }
    return { entries: body.tree, more: body.truncated === true };
  }

  private async read(
    repository: Repository,
    path: string,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { status, body } = await this.client.ask(repository, path, {
      signal,
    });
    if (status === 404) {
      return undefined;
    }
    if (status !== 200) {
      throw answerError(status);
    }
    return body ?? undefined;
  }
}

/** Where a host's API tells of a repository. */
export function pathIn({ type, project }: Repository): string {
  return type === 'gitlab'
    ? `/projects/${encodeURIComponent(project)}`
    : `/repos/${project.split('/').map(encodeURIComponent).join('/')}`;
}
