import { Commit } from '@slipway/plugin-slipway-common';
import { unusable } from '../servers/problems';
import { HostType, Repository } from './repository';

/** As many as the smallest of the hosts sends at once. */
export const PAGE = 50;

/** Of some commits nothing is built: those that a build itself makes to deploy what it built are the most of them. */
export interface SeenCommit {
  commit: Commit;
  skipsBuild: boolean;
}

const skips = /\[(skip ci|ci skip|no ci|skip actions)\]|\*\*\*NO_CI\*\*\*/i;

/** How one kind of host is asked for commits, and what of its answers is kept. */
export interface HostApi {
  /** Addresses, beneath that of the API. */
  newest(repository: Repository): string;
  commit(repository: Repository, ref: string): string;
  read(body: unknown): SeenCommit;
}

const githubLike = {
  read: (body: unknown): SeenCommit => {
    const { sha, commit } = (body ?? {}) as any;
    return commitOf({
      sha,
      at: commit?.committer?.date ?? commit?.author?.date,
      author: commit?.author?.name,
      message: commit?.message,
    });
  },
};

export const hostApis: Record<HostType, HostApi> = {
  github: {
    ...githubLike,
    newest: repository =>
      `/repos/${encoded(repository.project)}/commits?${query({
        per_page: PAGE,
        sha: repository.branch,
        path: repository.path,
      })}`,
    commit: ({ project }, ref) =>
      `/repos/${encoded(project)}/commits/${encodeURIComponent(ref)}`,
  },
  gitea: {
    ...githubLike,
    newest: repository =>
      `/repos/${encoded(repository.project)}/commits?${query({
        limit: PAGE,
        sha: repository.branch,
        path: repository.path,
        // Reckoned for each commit, and not needed here.
        stat: 'false',
        verification: 'false',
        files: 'false',
      })}`,
    commit: ({ project }, ref) =>
      `/repos/${encoded(project)}/git/commits/${encodeURIComponent(ref)}`,
  },
  gitlab: {
    newest: repository =>
      `/projects/${encodeURIComponent(
        repository.project,
      )}/repository/commits?${query({
        per_page: PAGE,
        ref_name: repository.branch,
        path: repository.path,
      })}`,
    commit: ({ project }, ref) =>
      `/projects/${encodeURIComponent(
        project,
      )}/repository/commits/${encodeURIComponent(ref)}`,
    read: body => {
      const { id, committed_date, author_name, message, title } = (body ??
        {}) as any;
      return commitOf({
        sha: id,
        at: committed_date,
        author: author_name,
        message: message ?? title,
      });
    },
  },
};

/** The first line and a name, neither longer than a page has room for; nothing else that people wrote is kept. */
function commitOf({
  sha,
  at,
  author,
  message,
}: Record<'sha' | 'at' | 'author' | 'message', unknown>): SeenCommit {
  const time = typeof at === 'string' ? Date.parse(at) : NaN;
  if (typeof sha !== 'string' || !/^[0-9a-f]{7,64}$/.test(sha) || isNaN(time)) {
    throw unusable('a Git host');
  }
  return {
    commit: {
      sha,
      at: new Date(time).toISOString(),
      author: line(author, 80),
      title: line(message, 120),
    },
    skipsBuild: skips.test(String(message)),
  };
}

function line(text: unknown, most: number): string {
  const [first] = (typeof text === 'string' ? text : '').trim().split(/[\r\n]/);
  // eslint-disable-next-line no-control-regex
  const plain = first.replace(/[\u0000-\u001f\u007f-\u009f]/g, '');
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}

function encoded(project: string): string {
  return project.split('/').map(encodeURIComponent).join('/');
}

function query(values: Record<string, string | number | undefined>): string {
  return new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString();
}
