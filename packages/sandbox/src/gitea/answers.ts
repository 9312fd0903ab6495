import { Commit, TreeEntry } from '../git';
import { GITEA_USER } from './access';
import { HostedRepository, PullRecord } from './gitHost';

/** Gitea's own words for what it answers. */

export function userAnswer(baseUrl: string) {
  return {
    id: 1,
    login: GITEA_USER,
    full_name: 'Slipway sandbox',
    email: `${GITEA_USER}@sandbox.example`,
    avatar_url: '',
    html_url: `${baseUrl}/${GITEA_USER}`,
    username: GITEA_USER,
    is_admin: true,
  };
}

export function organizationAnswer(name: string) {
  return {
    id: 1,
    name,
    full_name: '',
    username: name,
    description: '',
    website: '',
    location: '',
    visibility: 'public',
    avatar_url: '',
    repo_admin_change_team_access: true,
  };
}

export async function repositoryAnswer(
  repository: HostedRepository,
  baseUrl: string,
) {
  const { record, fullName } = repository;
  const last = await repository.lastCommit();
  return {
    id: record.id,
    owner: {
      id: 1,
      login: record.owner,
      username: record.owner,
      full_name: '',
      html_url: `${baseUrl}/${record.owner}`,
    },
    name: record.name,
    full_name: fullName,
    description: record.description,
    empty: await repository.isEmpty(),
    private: record.private,
    fork: false,
    template: false,
    mirror: false,
    archived: record.archived === true,
    html_url: `${baseUrl}/${fullName}`,
    url: `${baseUrl}/api/v1/repos/${fullName}`,
    clone_url: `${baseUrl}/${fullName}.git`,
    default_branch: record.defaultBranch,
    created_at: record.createdAt,
    updated_at: last?.author.date ?? record.createdAt,
    permissions: { admin: true, push: true, pull: true },
    has_actions: true,
  };
}

export function commitAnswer(
  repository: HostedRepository,
  commit: Commit,
  baseUrl: string,
) {
  const { name, email, date } = commit.author;
  const person = { name, email, date };
  const api = `${baseUrl}/api/v1/repos/${repository.fullName}/git/commits`;
  return {
    url: `${api}/${commit.sha}`,
    sha: commit.sha,
    created: date,
    html_url: `${baseUrl}/${repository.fullName}/commit/${commit.sha}`,
    commit: {
      url: `${api}/${commit.sha}`,
      author: person,
      committer: person,
      message: `${commit.message}\n`,
    },
    author: null,
    committer: null,
    parents: commit.parents.map(sha => ({
      url: `${api}/${sha}`,
      sha,
      created: date,
    })),
  };
}

export function branchAnswer(
  repository: HostedRepository,
  name: string,
  commit: Commit,
  baseUrl: string,
) {
  const { author, sha, message } = commit;
  return {
    name,
    commit: {
      id: sha,
      message: `${message}\n`,
      url: `${baseUrl}/${repository.fullName}/commit/${sha}`,
      author: { name: author.name, email: author.email, username: '' },
      timestamp: author.date,
    },
    protected: (repository.record.protections ?? []).some(
      ({ rule_name }) => rule_name === name,
    ),
    effective_branch_protection_name: name,
    user_can_push: true,
    user_can_merge: true,
  };
}

export function contentAnswer(
  repository: HostedRepository,
  entry: TreeEntry,
  at: { ref: string; commit: Commit },
  baseUrl: string,
  content?: Buffer,
) {
  const { fullName } = repository;
  const { path } = entry;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = `${baseUrl}/api/v1/repos/${fullName}/contents/${encoded}?ref=${encodeURIComponent(
    at.ref,
  )}`;
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha: entry.sha,
    last_commit_sha: at.commit.sha,
    type: entry.type === 'tree' ? 'dir' : 'file',
    size: entry.size,
    encoding: content ? 'base64' : null,
    content: content ? content.toString('base64') : null,
    target: null,
    url,
    html_url: `${baseUrl}/${fullName}/src/branch/${at.ref}/${encoded}`,
    git_url: `${baseUrl}/api/v1/repos/${fullName}/git/blobs/${entry.sha}`,
    download_url:
      entry.type === 'tree'
        ? null
        : `${baseUrl}/${fullName}/raw/branch/${at.ref}/${encoded}`,
    submodule_git_url: null,
    _links: { self: url },
  };
}

export function pullAnswer(
  repository: HostedRepository,
  { number, title, body, state, merged, head, base }: PullRecord,
  baseUrl: string,
) {
  const address = `${baseUrl}/${repository.fullName}/pulls/${number}`;
  return {
    id: number,
    number,
    url: address,
    html_url: address,
    title,
    body,
    state,
    merged: merged === true,
    head: { label: head, ref: head },
    base: { label: base, ref: base },
  };
}
