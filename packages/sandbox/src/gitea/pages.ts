import { ServerResponse } from 'node:http';
import { Commit } from '../git';
import { Html, html, htmlPage, sendText } from '../http';
import { Access } from './access';
import { answerRaw } from './files';
import { GitHost, HostedRepository } from './gitHost';
import { pullPage, pullsPage } from './pullPages';

/** A build as a page shows it. */
export interface RunSummary {
  number: number;
  title: string;
  state: string;
  sha: string;
  startedAt: string;
  steps: Array<{ name: string; state: string }>;
  image?: string;
}

export interface PageSource {
  runs(repository: string): RunSummary[];
}

export interface PageCall {
  host: GitHost;
  source: PageSource;
  response: ServerResponse;
  baseUrl: string;
  /** Decoded. */
  path: string[];
  access: Access;
  /** Somebody pressed a button of one of these pages, and of no other site. */
  posted: boolean;
}

/** Files larger than this are linked, not shown. */
const LARGEST_SHOWN = 512 * 1024;

export async function answerPage(call: PageCall): Promise<void> {
  const { host, path, access, response } = call;
  const [owner, name, what, ...rest] = path.filter(p => p !== '');
  if (!name) {
    const repositories = host
      .all()
      .filter(r => (!owner || r.record.owner === owner) && !r.record.private);
    if (owner && !host.hasOrganization(owner) && repositories.length === 0) {
      missing(response);
      return;
    }
    send(response, owner ?? 'Repositories', repositoryList(repositories));
    return;
  }
  const repository = host.find(owner, name);
  if (!repository || (repository.record.private && access !== 'user')) {
    missing(response);
    return;
  }
  if (what === 'raw') {
    await answerRaw(call, repository, rest[1] ?? '', rest.slice(2).join('/'));
    return;
  }
  const pull = repository.pulls.find(
    ({ number }) => String(number) === rest[0],
  );
  if (call.posted) {
    if (what !== 'pulls' || rest[1] !== 'merge' || pull?.state !== 'open') {
      missing(response);
      return;
    }
    await repository.mergePull(pull);
    response
      .writeHead(303, { location: `/${repository.fullName}/pulls/${rest[0]}` })
      .end();
    return;
  }
  const body = await repositoryPage(call, repository, what, rest);
  if (!body) {
    missing(response);
    return;
  }
  send(response, repository.fullName, html`${head(repository)}${body}`);
}

function send(response: ServerResponse, title: string, body: Html): void {
  sendText(
    response,
    200,
    htmlPage(`${title} - sandbox Gitea`, 'Gitea', body),
    'text/html; charset=utf-8',
  );
}

function missing(response: ServerResponse): void {
  sendText(
    response,
    404,
    htmlPage('Not found', 'Gitea', html`<h1>404 Not Found</h1>`),
    'text/html; charset=utf-8',
  );
}

function repositoryList(repositories: HostedRepository[]): Html {
  return html`<h1>Repositories</h1>
    <table>
      ${repositories.map(
        r =>
          html`<tr>
            <td><a href="/${r.fullName}">${r.fullName}</a></td>
            <td>${r.record.description}</td>
          </tr>`,
      )}
    </table>`;
}

function head(repository: HostedRepository): Html {
  const { fullName, record } = repository;
  return html`<header>
    <h1><a href="/${fullName}">${fullName}</a></h1>
    <p>${record.description}</p>
    <nav>
      <a href="/${fullName}">Code</a
      ><a href="/${fullName}/commits/branch/${record.defaultBranch}">Commits</a
      ><a href="/${fullName}/pulls">Pull requests</a
      ><a href="/${fullName}/actions">Actions</a>
    </nav>
  </header>`;
}

async function repositoryPage(
  call: PageCall,
  repository: HostedRepository,
  what: string | undefined,
  rest: string[],
): Promise<Html | undefined> {
  const { git, record } = repository;
  if (what === 'actions') {
    return actionsPage(repository, call.source, rest[1]);
  }
  if (what === 'pulls') {
    return rest[0] === undefined
      ? pullsPage(repository)
      : pullPage(repository, rest[0]);
  }
  if (what === undefined) {
    const tip = await repository.tip();
    return tip
      ? filesPage(repository, record.defaultBranch, tip, '')
      : html`<p>This repository is empty.</p>
          <pre>
git push ${call.baseUrl}/${repository.fullName}.git ${record.defaultBranch}</pre
          >`;
  }
  if (what === 'commit') {
    const sha = await git.resolve(rest[0] ?? '');
    return sha ? commitPage(repository, await git.commit(sha)) : undefined;
  }
  if ((what !== 'src' && what !== 'commits') || rest.length < 2) {
    return undefined;
  }
  const { ref, path } = await branchIn(repository, rest.slice(1));
  const sha = await git.resolve(ref);
  if (!sha) {
    return undefined;
  }
  return what === 'commits'
    ? commitsPage(repository, await git.commits(sha))
    : filesPage(repository, ref, sha, path);
}

/** Names of branches have slashes too: the longest one that is there. */
async function branchIn(
  { git }: HostedRepository,
  parts: string[],
): Promise<{ ref: string; path: string }> {
  const branches = await git.branches();
  const split = (at: number) => ({
    ref: parts.slice(0, at).join('/'),
    path: parts.slice(at).join('/'),
  });
  return (
    parts
      .map((_, index) => split(parts.length - index))
      .find(({ ref }) => branches[ref]) ?? split(1)
  );
}

async function filesPage(
  repository: HostedRepository,
  ref: string,
  sha: string,
  path: string,
): Promise<Html | undefined> {
  const { git, fullName } = repository;
  const last = await git.commit(sha);
  const [entry] = path ? await git.entries(sha, path.replace(/\/$/, '')) : [];
  if (path && !entry) {
    return undefined;
  }
  const link = (target: string) =>
    `/${fullName}/src/branch/${ref}/${target
      .split('/')
      .map(encodeURIComponent)
      .join('/')}`;
  const top = html`<p>
      <span class="tag">${ref}</span>
      <a href="/${fullName}/commit/${sha}"><code>${sha.slice(0, 10)}</code></a>
      ${last.subject}
    </p>
    <p><code>${path || '/'}</code></p>`;
  if (entry?.type === 'blob') {
    const content = await git.blob(entry.sha);
    const readable = content.length <= LARGEST_SHOWN && !content.includes(0);
    const raw = `/${fullName}/raw/branch/${ref}/${path}`;
    return html`${top}
      <p><a href="${raw}">Raw</a></p>
      ${readable ? html`<pre>${content.toString('utf8')}</pre>` : ''}`;
  }
  const entries = await git.entries(sha, entry ? `${entry.path}/` : '');
  const sorted = [...entries].sort((a, b) =>
    a.type === b.type
      ? a.path.localeCompare(b.path)
      : b.type.localeCompare(a.type),
  );
  const readme = entries.find(e => e.path === 'README.md');
  return html`${top}
    <table>
      ${sorted.map(
        e =>
          html`<tr>
            <td>
              <a href="${link(e.path)}"
                >${e.path.slice(e.path.lastIndexOf('/') + 1)}${e.type === 'tree'
                  ? '/'
                  : ''}</a
              >
            </td>
          </tr>`,
      )}
    </table>
    ${readme
      ? html`<h2>README.md</h2>
          <pre>${(await git.blob(readme.sha)).toString('utf8')}</pre>`
      : ''}`;
}

function commitsPage(repository: HostedRepository, commits: Commit[]): Html {
  return html`<table>
    ${commits.map(
      c =>
        html`<tr>
          <td>
            <a href="/${repository.fullName}/commit/${c.sha}"
              ><code>${c.sha.slice(0, 10)}</code></a
            >
          </td>
          <td>${c.subject}</td>
          <td>${c.author.name}</td>
          <td>${c.author.date}</td>
        </tr>`,
    )}
  </table>`;
}

async function commitPage(
  repository: HostedRepository,
  commit: Commit,
): Promise<Html> {
  const paths = await repository.git.changedPaths(
    commit.parents[0],
    commit.sha,
  );
  return html`<h2>${commit.subject}</h2>
    <p>
      ${commit.author.name} - ${commit.author.date} - <code>${commit.sha}</code>
    </p>
    <pre>${commit.message}</pre>
    <table>
      ${paths.map(
        path =>
          html`<tr>
            <td>
              <a href="/${repository.fullName}/src/commit/${commit.sha}/${path}"
                >${path}</a
              >
            </td>
          </tr>`,
      )}
    </table>`;
}

function actionsPage(
  repository: HostedRepository,
  source: PageSource,
  run: string | undefined,
): Html | undefined {
  const runs = source.runs(repository.fullName);
  if (run === undefined) {
    return html`<h2>Actions</h2>
      <p>
        The sandbox's CI stand-in builds no image: it records a tag and commits
        it, as the generated workflow would.
      </p>
      <table>
        ${runs.map(
          r =>
            html`<tr>
              <td>
                <a href="/${repository.fullName}/actions/runs/${r.number}"
                  >#${r.number}</a
                >
              </td>
              <td>${r.title}</td>
              <td><span class="tag">${r.state}</span></td>
              <td>${r.startedAt}</td>
            </tr>`,
        )}
      </table>
      ${runs.length === 0 ? html`<p>No run yet.</p>` : ''}`;
  }
  const found = runs.find(r => String(r.number) === run);
  return (
    found &&
    html`<h2>#${found.number} ${found.title}</h2>
      <p>
        <span class="tag">${found.state}</span> ${found.startedAt}
        <a href="/${repository.fullName}/commit/${found.sha}"
          ><code>${found.sha.slice(0, 10)}</code></a
        >
      </p>
      <table>
        ${found.steps.map(
          s =>
            html`<tr>
              <td>${s.name}</td>
              <td><span class="tag">${s.state}</span></td>
            </tr>`,
        )}
      </table>
      ${found.image ? html`<p>Image <code>${found.image}</code></p>` : ''}`
  );
}
