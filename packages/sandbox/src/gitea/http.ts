import { ServerResponse } from 'node:http';
import { Handler, sendJson, sendText } from '../http';
import { gitHttpBackend } from '../git';
import { Access, GITEA_USER, accessOf } from './access';
import { answerApi } from './api';
import { GitHost } from './gitHost';
import { PageSource, answerPage } from './pages';

export interface GiteaServerOptions {
  host: GitHost;
  /** Its own address, for the links that it gives. */
  baseUrl(): string;
  /** What the CI stand-in knows of a repository's builds. */
  pages: PageSource;
}

const GIT_PATH =
  /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack|HEAD|objects\/.+)$/;

/** The stand-in for Gitea: its API, Git over HTTP, and a few pages so that links lead somewhere. */
export function giteaHandler(options: GiteaServerOptions): Handler {
  const { host } = options;
  return async (request, response, fault) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const access: Access =
      fault?.kind === 'expire' ? 'wrong' : accessOf(request);
    const path = decodePath(url.pathname);
    if (!path) {
      sendText(response, 400, 'Bad Request\n');
      return;
    }
    if (fault?.kind === 'forbid') {
      sendJson(response, 403, {
        message: 'user should have a permission to access this',
        url: `${options.baseUrl()}/api/swagger`,
      });
      return;
    }
    const baseUrl = options.baseUrl();
    if (path[0] === 'api') {
      if (path[1] === 'healthz') {
        sendJson(response, 200, { status: 'pass' });
        return;
      }
      await answerApi({
        host,
        baseUrl,
        request,
        response,
        path: path.slice(2),
        query: url.searchParams,
        access,
      });
      return;
    }
    const git = GIT_PATH.exec(url.pathname);
    if (!git) {
      await answerPage({
        host,
        source: options.pages,
        response,
        baseUrl,
        path,
        access,
        posted:
          request.method === 'POST' &&
          request.headers['sec-fetch-site'] === 'same-origin',
      });
      return;
    }
    const [, owner, name, rest] = git;
    const repository = host.find(owner, name);
    const pushes =
      rest === 'git-receive-pack' ||
      url.searchParams.get('service') === 'git-receive-pack';
    const hidden = !repository || repository.record.private;
    if (access === 'wrong' || (access === 'anonymous' && (pushes || hidden))) {
      askForCredentials(response);
      return;
    }
    if (!repository) {
      sendText(response, 404, 'Not found.\n');
      return;
    }
    if (pushes && repository.record.archived) {
      sendText(response, 403, 'remote: Repo is archived.\n');
      return;
    }
    const { owner: ownerName, name: repositoryName } = repository.record;
    const serve = () =>
      gitHttpBackend(
        {
          root: host.root,
          path: `/${ownerName.toLowerCase()}/${repositoryName.toLowerCase()}.git/${rest}`,
          query: url.search.slice(1),
          user: access === 'user' ? GITEA_USER : undefined,
        },
        request,
        response,
      );
    // Whoever pushed hears that it is done only when everybody here knows of it.
    await (rest === 'git-receive-pack'
      ? repository.tellPushes(serve)
      : serve());
    response.end();
  };
}

function askForCredentials(response: ServerResponse): void {
  response.setHeader('www-authenticate', 'Basic realm="Gitea"');
  sendText(response, 401, 'Unauthorized\n');
}

function decodePath(path: string): string[] | undefined {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
