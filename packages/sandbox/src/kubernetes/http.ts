import { IncomingMessage, ServerResponse } from 'node:http';
import {
  Fault,
  Handler,
  bearerToken,
  readBody,
  sendJson,
  sendText,
} from '../http';
import { Cluster, DeleteOptions } from './cluster';
import { discover } from './discovery';
import { listPage, parseVersion } from './lists';
import { podLog } from './logs';
import { isApply, parseJson, parseYaml, patched } from './patches';
import { ResourcePath, parsePath } from './paths';
import { MEASURED, Uses, podMetrics } from './podMetrics';
import { typeOf } from './resources';
import { matcherOf } from './selectors';
import {
  ApiError,
  badRequest,
  forbidden,
  forbiddenPath,
  methodNotAllowed,
  notFound,
  unauthorized,
  unknownResource,
  versionExpired,
} from './status';
import { Watches } from './watch';

const KUBERNETES_TOKEN = 'sandbox-kubernetes';
const USER = 'system:serviceaccount:slipway:portal';
const OPEN_PATHS = ['/healthz', '/livez', '/readyz'];

interface Call extends ResourcePath {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  fault?: Fault;
  dryRun: boolean;
}

export interface KubernetesServerOptions {
  cluster: Cluster;
  watches: Watches;
  /** The fault of this moment, which may have come after a watch began. */
  fault(): Fault | undefined;
  /** Namespaces in which the portal has no rights; its right to all of them at once is then gone, too. */
  denied(): string[];
  /** How much services use of what they ask for. */
  uses: Uses;
}

/** The Kubernetes API of one cluster over HTTP. */
export function kubernetesHandler(options: KubernetesServerOptions): Handler {
  return async (request, response, fault) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    try {
      if (OPEN_PATHS.includes(url.pathname)) {
        sendText(response, 200, 'ok');
        return;
      }
      if (url.pathname !== '/version') {
        authenticate(request, fault);
      }
      const found = discover(
        url.pathname.replace(/\/$/, ''),
        request.headers.host ?? '',
      );
      if (found && request.method === 'GET') {
        sendJson(response, 200, found);
        return;
      }
      const path = parsePath(url.pathname);
      if (!path) {
        if (fault?.kind === 'forbid') {
          throw forbiddenPath(
            USER,
            (request.method ?? 'get').toLowerCase(),
            url.pathname,
          );
        }
        if (discover(groupPath(url.pathname), '')) {
          throw unknownResource();
        }
        sendText(response, 404, '404 page not found\n');
        return;
      }
      await answer(options, {
        ...path,
        request,
        response,
        query: url.searchParams,
        fault,
        dryRun: url.searchParams.get('dryRun') === 'All',
      });
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      sendJson(response, error.body.code, error.body);
    }
  };
}

/** `/apis/apps/v1` of `/apis/apps/v1/namespaces/shop/things`. */
function groupPath(path: string): string {
  const parts = path.split('/');
  return parts.slice(0, parts[1] === 'apis' ? 4 : 3).join('/');
}

function authenticate(
  request: IncomingMessage,
  fault: Fault | undefined,
): void {
  if (bearerToken(request) !== KUBERNETES_TOKEN || fault?.kind === 'expire') {
    throw unauthorized();
  }
}

async function answer(
  options: KubernetesServerOptions,
  call: Call,
): Promise<void> {
  const verb = verbOf(call);
  if (call.fault?.kind === 'forbid' || isDenied(options.denied(), call)) {
    throw forbidden({ user: USER, verb, ...call });
  }
  const { cluster } = options;
  const { type, namespace, name, subresource, response, dryRun } = call;
  const isStatus = subresource === 'status' && type.hasStatus;
  if (
    subresource &&
    !isStatus &&
    !(type.kind === 'Pod' && subresource === 'log')
  ) {
    sendText(response, 404, '404 page not found\n');
    return;
  }
  if (type.measured) {
    sendJson(response, 200, measured(verb, call, options));
    return;
  }
  switch (verb) {
    case 'get':
      if (subresource === 'log') {
        const wishes = {
          container: call.query.get('container'),
          // The name alone is a yes.
          previous: !['0', 'false'].includes(
            call.query.get('previous') ?? 'false',
          ),
          tailLines: integer(call.query, 'tailLines'),
          limitBytes: integer(call.query, 'limitBytes'),
        };
        const text = podLog(cluster.get(type, namespace, name!), wishes);
        sendText(response, 200, text, 'text/plain');
        return;
      }
      sendJson(response, 200, cluster.get(type, namespace, name!));
      return;
    case 'list':
      list(cluster, call);
      return;
    case 'watch':
      watch(options, call);
      return;
    case 'create': {
      const body = await objectBody(call.request);
      sendJson(response, 201, cluster.create(type, namespace, body, dryRun));
      return;
    }
    case 'update': {
      const body = await objectBody(call.request);
      const live = cluster.get(type, namespace, name!);
      sendJson(
        response,
        200,
        cluster.replace(
          type,
          live,
          body,
          isStatus ? 'status' : undefined,
          dryRun,
        ),
      );
      return;
    }
    case 'patch':
      await patch(cluster, call, isStatus ? 'status' : undefined);
      return;
    case 'delete': {
      const wishes = await deleteOptions(call);
      sendJson(
        response,
        200,
        cluster.delete(type, namespace, name!, wishes, dryRun),
      );
      return;
    }
    case 'deletecollection':
      await deleteCollection(cluster, call);
      return;
    default:
      throw methodNotAllowed();
  }
}

/** Rights only add up: who is to be kept out of one namespace is given a role in each of the others. */
function isDenied(denied: string[], { type, namespace }: Call): boolean {
  return (
    denied.length > 0 &&
    type.namespaced &&
    (namespace === undefined || denied.includes(namespace))
  );
}

function verbOf({ request, name, query, type, namespace }: Call) {
  const writable = !type.namespaced || namespace !== undefined;
  switch (request.method) {
    case 'GET':
      if (['true', '1'].includes(query.get('watch') ?? '')) {
        return 'watch';
      }
      return name === undefined ? 'list' : 'get';
    case 'POST':
      return name === undefined && writable ? 'create' : 'none';
    case 'PUT':
      return name === undefined ? 'none' : 'update';
    case 'PATCH':
      return name === undefined ? 'none' : 'patch';
    case 'DELETE':
      if (name !== undefined) {
        return 'delete';
      }
      return writable ? 'deletecollection' : 'none';
    default:
      return 'none';
  }
}

function selection({ type, query, name }: Call) {
  const fieldSelector = [
    query.get('fieldSelector'),
    name !== undefined ? `metadata.name=${name}` : '',
  ]
    .filter(Boolean)
    .join(',');
  const labelSelector = query.get('labelSelector') ?? undefined;
  return {
    matches: matcherOf(type.kind, labelSelector, fieldSelector),
    selective: Boolean(fieldSelector || labelSelector),
  };
}

function list(cluster: Cluster, call: Call): void {
  const { query, type, namespace } = call;
  const page = listPage(cluster.store, {
    type,
    namespace,
    ...selection(call),
    limit: integer(query, 'limit'),
    continueToken: query.get('continue') || undefined,
    resourceVersion: query.get('resourceVersion') || undefined,
    resourceVersionMatch: query.get('resourceVersionMatch') || undefined,
    gone: call.fault?.kind === 'gone',
  });
  sendJson(call.response, 200, page);
}

/** All in one page, and without a version: the server that measures keeps nothing. */
function measured(
  verb: string,
  { namespace, name, type, ...call }: Call,
  { cluster, uses }: KubernetesServerOptions,
): object {
  const pods = cluster.store
    .list(typeOf('Pod'), namespace)
    .filter(selection({ ...call, namespace, name, type }).matches)
    .flatMap(pod => podMetrics(pod, uses, cluster.clock.now()) ?? []);
  switch (verb) {
    case 'list':
      return { kind: 'PodMetricsList', ...MEASURED, metadata: {}, items: pods };
    case 'get':
      if (pods.length === 0) {
        throw notFound(type, name!);
      }
      return { kind: 'PodMetrics', ...MEASURED, ...pods[0] };
    default:
      throw methodNotAllowed();
  }
}

function watch(options: KubernetesServerOptions, call: Call): void {
  const { cluster, watches } = options;
  const { query, type, namespace, response } = call;
  const text = query.get('resourceVersion') || undefined;
  const version = text === undefined ? undefined : parseVersion(text);
  const started = {
    type,
    namespace,
    matches: selection(call).matches,
    version,
    bookmarks: query.get('allowWatchBookmarks') === 'true',
    initialEvents: query.get('sendInitialEvents') === 'true',
    timeoutSeconds: integer(query, 'timeoutSeconds'),
  };
  if (call.fault?.kind === 'gone' && version) {
    // The real server too answers 200 and says "gone" as an event.
    const { body } = versionExpired(version, cluster.store.version);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify({ type: 'ERROR', object: body })}\n`);
    return;
  }
  watches.start(
    cluster.store,
    cluster.clock,
    started,
    response,
    () => options.fault()?.kind === 'hang',
  );
}

async function patch(
  cluster: Cluster,
  call: Call,
  subresource: 'status' | undefined,
): Promise<void> {
  const { type, namespace, name, request, response, dryRun } = call;
  const contentType = (request.headers['content-type'] ?? '')
    .split(';')[0]
    .trim();
  const text = (await readBody(request)).toString('utf8');
  const live = cluster.store.get(type, namespace, name!);
  if (!live) {
    if (isApply(contentType) && !subresource) {
      const created = cluster.create(type, namespace, parseYaml(text), dryRun);
      sendJson(response, 201, created);
      return;
    }
    throw notFound(type, name!);
  }
  if (isApply(contentType) && !call.query.get('fieldManager')) {
    throw badRequest(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  }
  const result = patched(contentType, live, text);
  sendJson(
    response,
    200,
    cluster.replace(type, live, result, subresource, dryRun),
  );
}

async function deleteCollection(cluster: Cluster, call: Call): Promise<void> {
  const { type, namespace, dryRun } = call;
  const wishes = await deleteOptions(call);
  const { matches, selective } = selection(call);
  const page = listPage(cluster.store, { type, namespace, matches, selective });
  for (const object of cluster.store.list(type, namespace).filter(matches)) {
    cluster.delete(
      type,
      object.metadata.namespace,
      object.metadata.name,
      wishes,
      dryRun,
    );
  }
  sendJson(call.response, 200, page);
}

async function objectBody(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request)).toString('utf8');
  const yaml = (request.headers['content-type'] ?? '').includes('yaml');
  return yaml ? parseYaml(text) : parseJson(text);
}

async function deleteOptions({ request, query }: Call): Promise<DeleteOptions> {
  const text = (await readBody(request)).toString('utf8');
  const body = text === '' ? {} : (parseJson(text) as DeleteOptions);
  const policy = query.get(
    'propagationPolicy',
  ) as DeleteOptions['propagationPolicy'];
  return {
    ...body,
    ...(policy && { propagationPolicy: policy }),
    gracePeriodSeconds:
      integer(query, 'gracePeriodSeconds') ?? body.gracePeriodSeconds,
  };
}

function integer(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') {
    return undefined;
  }
  if (!/^-?\d+$/.test(text)) {
    throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  }
  return Number(text);
}
