import { ApiCall, jsonBody, notFound, refuse } from './api';
import { pullAnswer } from './answers';
import { HostedRepository, PullRecord } from './gitHost';
import { sendJson } from '../http';

/** Pull requests between the branches of one repository: listed, opened, read and merged. */
export async function answerPulls(
  call: ApiCall,
  repository: HostedRepository,
  rest: string[],
): Promise<void> {
  const { request, response, baseUrl, query } = call;
  const answer = (pull: PullRecord, status = 200) =>
    sendJson(response, status, pullAnswer(repository, pull, baseUrl));
  if (rest.length === 0) {
    if (request.method === 'POST') {
      await open(call, repository);
      return;
    }
    const state = query.get('state') ?? 'open';
    const found = repository.pulls.filter(
      pull => state === 'all' || pull.state === state,
    );
    sendJson(
      response,
      200,
      found.map(pull => pullAnswer(repository, pull, baseUrl)).reverse(),
    );
    return;
  }
  const [first, ...others] = rest;
  const numbered = repository.pulls.find(pull => String(pull.number) === first);
  if (request.method === 'POST' && numbered && others[0] === 'merge') {
    await merge(call, repository, numbered);
    return;
  }
  if (request.method === 'GET' && numbered && others.length === 0) {
    answer(numbered);
    return;
  }
  // Gitea also finds the open one by its branches: pulls/<base>/<head>.
  const between = repository.pulls.find(
    pull =>
      pull.state === 'open' && `${pull.base}/${pull.head}` === rest.join('/'),
  );
  if (request.method === 'GET' && between) {
    answer(between);
    return;
  }
  notFound(call);
}

async function open(
  call: ApiCall,
  repository: HostedRepository,
): Promise<void> {
  const { title, body, head, base } = await jsonBody(call.request);
  const branches = await repository.git.branches();
  if (
    typeof head !== 'string' ||
    typeof base !== 'string' ||
    !branches[head] ||
    !branches[base]
  ) {
    notFound(call);
    return;
  }
  if (typeof title !== 'string' || title.trim() === '') {
    refuse(call, 422, '[Title]: Required');
    return;
  }
  if (
    repository.pulls.some(
      pull => pull.state === 'open' && pull.head === head && pull.base === base,
    )
  ) {
    refuse(
      call,
      409,
      `pull request already exists for these targets [head_branch: ${head}, base_branch: ${base}]`,
    );
    return;
  }
  const pull = repository.openPull({
    title,
    body: typeof body === 'string' ? body : '',
    head,
    base,
  });
  sendJson(call.response, 201, pullAnswer(repository, pull, call.baseUrl));
}

async function merge(
  call: ApiCall,
  repository: HostedRepository,
  pull: PullRecord,
): Promise<void> {
  if (pull.state !== 'open') {
    refuse(call, 405, 'The PR is already merged');
  } else if (await repository.mergePull(pull)) {
    call.response.writeHead(200).end();
  } else {
    refuse(call, 409, 'The merge has conflicts');
  }
}
