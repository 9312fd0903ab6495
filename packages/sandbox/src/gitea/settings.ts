import { sendJson } from '../http';
import { ApiCall, jsonBody, notFound, refuse } from './api';
import { HostedRepository, ProtectionRecord } from './gitHost';

/** Names of what pipelines are told. Values are taken, and kept nowhere. */
export async function answerActions(
  call: ApiCall,
  of: string,
  [what, name]: string[],
): Promise<void> {
  const { access, host, request, response } = call;
  if (access !== 'user') {
    refuse(call, 401, 'token is required');
  } else if (request.method === 'GET' && what === 'secrets' && !name) {
    sendJson(
      response,
      200,
      host.secretsOf(of).map(one => ({ name: one, description: '' })),
    );
  } else if (request.method === 'GET' && what === 'variables' && !name) {
    sendJson(response, 200, []);
  } else if (request.method === 'PUT' && what === 'secrets' && name) {
    const known = host.secretsOf(of).includes(name.toUpperCase());
    host.setSecret(of, name);
    response.writeHead(known ? 204 : 201).end();
  } else {
    notFound(call);
  }
}

/** Rules are told and kept; that they hold is Git's own doing on a real host. */
export async function answerProtections(
  call: ApiCall,
  repository: HostedRepository,
  name: string,
): Promise<void> {
  const { access, host, request, response } = call;
  const { protections = [] } = repository.record;
  if (access !== 'user') {
    refuse(call, 401, 'token is required');
  } else if (request.method === 'GET' && name) {
    const found = protections.find(({ rule_name }) => rule_name === name);
    if (found) {
      sendJson(response, 200, found);
    } else {
      notFound(call);
    }
  } else if (request.method === 'POST' && !name) {
    const body = await jsonBody(request);
    const protection: ProtectionRecord = {
      rule_name: String(body.rule_name),
      enable_push: body.enable_push === true,
      enable_push_whitelist: body.enable_push_whitelist === true,
    };
    if (
      protections.some(({ rule_name }) => rule_name === protection.rule_name)
    ) {
      refuse(call, 403, 'Branch protection already exist');
      return;
    }
    host.protect(repository, protection);
    sendJson(response, 201, protection);
  } else {
    notFound(call);
  }
}
