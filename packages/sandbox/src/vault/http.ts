import { IncomingMessage, ServerResponse } from 'node:http';
import { Handler, readBody, sendJson } from '../http';
import { KeyValueEngine } from './engine';
import { allows } from './policies';
import { Token, Vault } from './vault';

interface Call {
  vault: Vault;
  method: string;
  path: string;
  token: string | undefined;
  body: any;
  response: ServerResponse;
}

const refused = { errors: ['1 error occurred:\n\t* permission denied\n\n'] };
const nothing = { errors: [] };

/** The stand-in for Vault: key-value engines, policies, tokens, AppRole and the seal. */
export function vaultHandler(vault: Vault): Handler {
  return async (request, response, fault) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const path = decodeURIComponent(url.pathname.replace(/^\/v1\//, ''));
    const list = url.searchParams.get('list') === 'true';
    const method =
      list && request.method === 'GET' ? 'LIST' : request.method ?? 'GET';
    if (fault?.kind === 'expire' || fault?.kind === 'forbid') {
      sendJson(response, 403, refused);
      return;
    }
    const token = header(request, 'x-vault-token');
    answer({ vault, method, path, token, body: await json(request), response });
  };
}

function answer(call: Call): void {
  const { vault, path, method, token, response } = call;
  if (path === 'sys/seal-status') {
    const { sealed } = vault;
    sendJson(response, 200, { type: 'shamir', initialized: true, sealed });
    return;
  }
  if (path === 'sys/unseal' && call.body?.key === vault.unsealKey) {
    vault.sealed = false;
    sendJson(response, 200, { sealed: false });
    return;
  }
  if (vault.sealed) {
    sendJson(response, 503, { errors: ['Vault is sealed'] });
    return;
  }
  if (method !== 'GET' && /^auth\/[^/]+\/login$/.test(path)) {
    logIn(call);
    return;
  }
  const known = vault.token(token);
  if (
    !known ||
    (!vault.isRoot(known) &&
      !allows(vault.rulesOf(known), path, capabilityOf(method)))
  ) {
    sendJson(response, 403, refused);
    return;
  }
  const found = vault.engineOf(path);
  if (found) {
    answerEngine(call, ...found);
  } else {
    answerSystem(call);
  }
}

function answerEngine(call: Call, engine: KeyValueEngine, path: string): void {
  const { method, body, response } = call;
  if (engine.version === 1) {
    answerPlain(call, engine, path);
    return;
  }
  const [kind, ...parts] = path.split('/');
  const name = parts.join('/').replace(/\/$/, '');
  const reads: Record<string, () => unknown> = {
    'GET data': () => engine.read(name),
    'GET metadata': () => engine.metadata(name),
    'LIST metadata': () => keysOf(engine, name),
  };
  const read = reads[`${method} ${kind}`];
  if (read) {
    tell(response, read());
    return;
  }
  switch (`${method === 'PUT' ? 'POST' : method} ${kind}`) {
    case 'POST data':
      tell(response, engine.write(name, body?.data ?? {}));
      return;
    case 'DELETE data':
      engine.delete(name);
      break;
    case 'POST destroy':
      engine.destroy(name, body?.versions ?? []);
      break;
    case 'POST metadata':
      engine.describe(name, body?.custom_metadata ?? {});
      break;
    default:
      sendJson(response, 404, nothing);
      return;
  }
  response.writeHead(204).end();
}

function answerPlain(call: Call, engine: KeyValueEngine, path: string): void {
  const { method, body, response } = call;
  if (method === 'LIST') {
    tell(response, keysOf(engine, path.replace(/\/$/, '')));
  } else if (method === 'GET') {
    tell(response, engine.read(path)?.data);
  } else {
    engine.write(path, body ?? {});
    response.writeHead(204).end();
  }
}

function answerSystem(call: Call): void {
  const { vault, path, method, body, response, token } = call;
  const known = vault.token(token)!;
  const write = method === 'POST' || method === 'PUT';
  const name = path
    .replace(/\/(role-id|secret-id)$/, '')
    .split('/')
    .at(-1)!;
  if (path === 'sys/internal/ui/mounts') {
    tell(response, { auth: {}, secret: mountsOf(vault, known) });
  } else if (path === 'auth/token/lookup-self') {
    tell(response, {
      expire_time: vault.expiry(known),
      policies: known.policies,
      ttl: known.ttlSeconds,
    });
  } else if (write && path === 'auth/token/create') {
    const { policies = [], ttl = '0' } = body ?? {};
    const created = vault.createToken(policies, parseInt(ttl, 10));
    sendJson(response, 200, { auth: { client_token: created } });
  } else if (write && path === 'auth/token/revoke') {
    vault.revoke(body?.token);
    response.writeHead(204).end();
  } else if (write && /^sys\/policies\/acl\//.test(path)) {
    vault.setPolicy(name, body?.policy ?? '');
    response.writeHead(204).end();
  } else if (write && /^sys\/mounts\//.test(path)) {
    const version = body?.options?.version === '2' ? 2 : 1;
    vault.mount(path.replace('sys/mounts/', ''), version);
    response.writeHead(204).end();
  } else if (write && path === 'sys/seal') {
    vault.sealed = true;
    response.writeHead(204).end();
  } else if (write && /^sys\/auth\//.test(path)) {
    vault.logins.add(path.replace('sys/auth/', ''));
    response.writeHead(204).end();
  } else if (/^auth\/approle\/role\//.test(path)) {
    answerRole(call, name);
  } else {
    sendJson(response, 404, nothing);
  }
}

function answerRole({ vault, path, body, response }: Call, name: string): void {
  const role = vault.roles.get(name);
  if (path.endsWith('/role-id')) {
    tell(response, role && { role_id: role.roleId });
  } else if (path.endsWith('/secret-id')) {
    const secretId = vault.createToken([], 1);
    role?.secretIds.add(secretId);
    tell(response, role && { secret_id: secretId });
  } else {
    vault.roles.set(name, {
      policies: body?.token_policies ?? [],
      ttlSeconds: parseInt(body?.token_ttl ?? '0', 10),
      roleId: `role-${name}`,
      secretIds: new Set(),
    });
    response.writeHead(204).end();
  }
}

function logIn({ vault, body, response }: Call): void {
  const { role_id: roleId, secret_id: secretId } = body ?? {};
  const role = [...vault.roles.values()].find(
    one => one.roleId === roleId && one.secretIds.has(secretId),
  );
  if (!role) {
    sendJson(response, 400, { errors: ['invalid role or secret ID'] });
    return;
  }
  const { policies, ttlSeconds } = role;
  sendJson(response, 200, {
    auth: {
      client_token: vault.createToken(policies, ttlSeconds),
      lease_duration: ttlSeconds,
    },
  });
}

/** Those in which the token may see anything. */
function mountsOf(vault: Vault, token: Token) {
  const seen = [...vault.engines].filter(
    ([path]) =>
      vault.isRoot(token) ||
      vault.rulesOf(token).some(({ text }) => text.startsWith(`${path}/`)),
  );
  return Object.fromEntries(
    seen.map(([path, { version }]) => [
      `${path}/`,
      { type: 'kv', options: { version: String(version) } },
    ]),
  );
}

function keysOf(engine: KeyValueEngine, folder: string) {
  const keys = engine.list(folder);
  return keys && { keys };
}

function tell(response: ServerResponse, data: unknown): void {
  if (data === undefined) {
    sendJson(response, 404, nothing);
  } else {
    sendJson(response, 200, { data });
  }
}

function capabilityOf(method: string) {
  const capabilities = {
    GET: 'read',
    LIST: 'list',
    DELETE: 'delete',
    POST: 'update',
    PUT: 'update',
  } as const;
  return capabilities[method as keyof typeof capabilities] ?? 'sudo';
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

async function json(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readBody(request)).toString('utf8'));
  } catch {
    return undefined;
  }
}
