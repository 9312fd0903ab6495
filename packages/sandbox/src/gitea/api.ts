import { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http';
import { Access, GITEA_USER } from './access';
import {
  branchAnswer,
  commitAnswer,
  organizationAnswer,
  repositoryAnswer,
  userAnswer,
} from './answers';
import { answerArchive, answerContents, answerRaw, answerTree } from './files';
import { GitHost, HostedRepository, isValidName } from './gitHost';
import { answerPulls } from './pulls';
import { answerActions, answerProtections } from './settings';

const GITEA_VERSION = '1.25.2';

export interface ApiCall {
  host: GitHost;
  baseUrl: string;
  request: IncomingMessage;
  response: ServerResponse;
  /** Decoded, after `/api/v1/`. */
  path: string[];
  query: URLSearchParams;
  access: Access;
}

/** The part of Gitea's REST API that Backstage and Slipway use. */
export async function answerApi(call: ApiCall): Promise<void> {
  const { request, path, response, host, baseUrl, access } = call;
  const [area, owner, name, ...rest] = path;
  const route = `${request.method} ${area}`;
  if (route === 'GET version' && path.length === 1) {
    sendJson(response, 200, { version: `${GITEA_VERSION}+slipway-sandbox` });
    return;
  }
  if (access === 'wrong') {
    refuse(call, 401, 'user does not exist [uid: 0, name: ]');
    return;
  }
  if (access === 'anonymous' && request.method !== 'GET') {
    refuse(call, 401, 'token is required');
    return;
  }
  if (route === 'GET user' && path.length === 1) {
    if (access === 'anonymous') {
      refuse(call, 401, 'token is required');
      return;
    }
    sendJson(response, 200, userAnswer(baseUrl));
    return;
  }
  if (route === 'GET users' && path.length === 2 && owner === GITEA_USER) {
    sendJson(response, 200, userAnswer(baseUrl));
    return;
  }
  if (route === 'POST user' && owner === 'repos') {
    await createRepository(call, GITEA_USER);
    return;
  }
  if (area === 'orgs') {
    await answerOrganizations(call);
    return;
  }
  if (area === 'repos' && owner === 'search' && request.method === 'GET') {
    const found = host.all().filter(r => visible(r, access));
    const data = await Promise.all(
      found.map(r => repositoryAnswer(r, baseUrl)),
    );
    sendJson(response, 200, { ok: true, data });
    return;
  }
  const repository =
    area === 'repos' ? host.find(owner ?? '', name ?? '') : undefined;
  if (!repository || !visible(repository, access)) {
    notFound(call);
    return;
  }
  await answerRepository(call, repository, rest);
}

function visible(repository: HostedRepository, access: Access): boolean {
  return !repository.record.private || access === 'user';
}

export function refuse(
  { response, baseUrl }: ApiCall,
  code: number,
  message: string,
): void {
  sendJson(response, code, { message, url: `${baseUrl}/api/swagger` });
}

export function notFound(call: ApiCall, errors: string[] | null = null): void {
  sendJson(call.response, 404, {
    errors,
    message: "The target couldn't be found.",
    url: `${call.baseUrl}/api/swagger`,
  });
}

async function answerOrganizations(call: ApiCall): Promise<void> {
  const { request, response, host, baseUrl, path } = call;
  const [, name, what] = path;
  if (request.method === 'POST' && path.length === 1) {
    const body = await jsonBody(request);
    if (!isValidName(body.username)) {
      refuse(call, 422, '[UserName]: Invalid');
    } else if (host.hasOrganization(body.username)) {
      refuse(call, 422, `user already exists [name: ${body.username}]`);
    } else {
      host.addOrganization(body.username);
      sendJson(response, 201, organizationAnswer(body.username));
    }
    return;
  }
  if (!name || !host.hasOrganization(name)) {
    notFound(call);
  } else if (what === 'actions') {
    await answerActions(call, name, path.slice(3));
  } else if (request.method === 'POST' && what === 'repos') {
    await createRepository(call, name);
  } else if (request.method === 'GET' && what === 'repos') {
    const found = host
      .all()
      .filter(r => r.record.owner === name && visible(r, call.access));
    const answers = found.map(r => repositoryAnswer(r, baseUrl));
    sendJson(response, 200, await Promise.all(answers));
  } else if (request.method === 'GET' && what === undefined) {
    sendJson(response, 200, organizationAnswer(name));
  } else {
    notFound(call);
  }
}

async function createRepository(call: ApiCall, owner: string): Promise<void> {
  const { request, response, host, baseUrl } = call;
  const body = await jsonBody(request);
  if (!isValidName(body.name)) {
    refuse(call, 422, '[Name]: Invalid');
    return;
  }
  if (host.find(owner, body.name)) {
    refuse(call, 409, 'The repository with the same name already exists.');
    return;
  }
  const branch = body.default_branch;
  const repository = await host.create(owner, body.name, {
    description: typeof body.description === 'string' ? body.description : '',
    private: body.private === true,
    defaultBranch:
      typeof branch === 'string' && /^[\w][\w./-]{0,99}$/.test(branch)
        ? branch
        : undefined,
  });
  sendJson(response, 201, await repositoryAnswer(repository, baseUrl));
}

async function answerRepository(
  call: ApiCall,
  repository: HostedRepository,
  rest: string[],
): Promise<void> {
  const { request, response, host, baseUrl, query } = call;
  const { git, record } = repository;
  const [what, ...more] = rest;
  if (request.method === 'DELETE' && what === undefined) {
    await host.remove(repository);
    response.writeHead(204).end();
    return;
  }
  if (request.method === 'PATCH' && what === undefined) {
    const { archived } = await jsonBody(request);
    if (typeof archived === 'boolean') {
      host.archive(repository, archived);
    }
    sendJson(response, 200, await repositoryAnswer(repository, baseUrl));
    return;
  }
  if (what === 'actions') {
    await answerActions(call, repository.fullName, more);
    return;
  }
  if (what === 'branch_protections') {
    await answerProtections(call, repository, more.join('/'));
    return;
  }
  if (what === 'pulls') {
    await answerPulls(call, repository, more);
    return;
  }
  if (request.method !== 'GET') {
    notFound(call);
    return;
  }
  const ref = query.get('ref') || query.get('sha') || record.defaultBranch;
  switch (what) {
    case undefined:
      sendJson(response, 200, await repositoryAnswer(repository, baseUrl));
      return;
    case 'contents':
      await answerContents(call, repository, ref, more.join('/'));
      return;
    case 'raw':
      await answerRaw(call, repository, ref, more.join('/'));
      return;
    case 'archive':
      await answerArchive(call, repository, more.join('/'));
      return;
    case 'branches': {
      const branches = await git.branches();
      const name = more.join('/');
      if (name === '') {
        const answers = Object.entries(branches).map(async ([branch, tip]) =>
          branchAnswer(repository, branch, await git.commit(tip), baseUrl),
        );
        sendJson(response, 200, await Promise.all(answers));
      } else if (branches[name] && !repository.takeNote(name)) {
        refuse(call, 500, '');
      } else if (branches[name]) {
        const commit = await git.commit(branches[name]);
        sendJson(
          response,
          200,
          branchAnswer(repository, name, commit, baseUrl),
        );
      } else {
        notFound(call);
      }
      return;
    }
    case 'commits': {
      const sha = await git.resolve(ref);
      if (!sha && Object.keys(await git.branches()).length === 0) {
        refuse(call, 409, 'Git Repository is empty.');
        return;
      }
      if (!sha) {
        notFound(call);
        return;
      }
      const limit = Math.min(Number(query.get('limit')) || 30, 50);
      const page = Math.max(Number(query.get('page')) || 1, 1);
      const path = query.get('path') || undefined;
      const commits = await git.commits(sha, {
        limit,
        skip: (page - 1) * limit,
        path,
      });
      const answers = commits.map(c => commitAnswer(repository, c, baseUrl));
      const total = await git.countCommits(sha);
      sendJson(response, 200, answers, { 'x-total-count': String(total) });
      return;
    }
    case 'git': {
      if (more[0] === 'trees') {
        await answerTree(call, repository, more.slice(1).join('/'));
        return;
      }
      const sha =
        more[0] === 'commits'
          ? await git.resolve(more.slice(1).join('/'))
          : undefined;
      if (!sha) {
        notFound(call);
        return;
      }
      sendJson(
        response,
        200,
        commitAnswer(repository, await git.commit(sha), baseUrl),
      );
      return;
    }
    default:
      notFound(call);
  }
}

export async function jsonBody(
  request: IncomingMessage,
): Promise<Record<string, unknown>> {
  try {
    const body = JSON.parse((await readBody(request)).toString('utf8') || '{}');
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}
