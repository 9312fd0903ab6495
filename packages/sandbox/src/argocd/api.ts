import { IncomingMessage, ServerResponse } from 'node:http';
import {
  Fault,
  Handler,
  bearerToken,
  readBody,
  sendJson,
  sendText,
} from '../http';
import {
  ApiError,
  Cluster,
  KubernetesObject,
  matcherOf,
  typeOf,
} from '../kubernetes';
import { GitHost } from '../gitea';
import { ApplicationController } from './controller';
import { answerArgocdPage } from './pages';
import { ApplicationStreams } from './stream';
import {
  ARGOCD_NAMESPACE,
  ARGOCD_VERSION,
  ApplicationError,
  REFRESH,
  RESOURCES_FINALIZER,
  sourceOf,
} from './types';

/** Fixed and public: whoever reaches the sandbox's loopback address may use them. */
export const ARGOCD_TOKEN = 'sandbox-argocd';
const ARGOCD_USER = 'admin';
const ARGOCD_PASSWORD = 'sandbox';

const APPLICATION = typeOf('Application');
const PROJECT = typeOf('AppProject');

/** An error as Argo CD's gateway words it: a gRPC code beside the HTTP one. */
class GatewayError extends Error {
  constructor(readonly http: number, readonly grpc: number, message: string) {
    super(message);
  }
}

const denied = () => new GatewayError(403, 7, 'permission denied');
const badArgument = (message: string) => new GatewayError(400, 3, message);

export interface ArgocdServerOptions {
  home: Cluster;
  host: GitHost;
  controller: ApplicationController;
  streams: ApplicationStreams;
  clusterNames: string[];
}

interface Call extends ArgocdServerOptions {
  request: IncomingMessage;
  response: ServerResponse;
  path: string[];
  query: URLSearchParams;
}

/** The part of Argo CD's API that Backstage plugins and Slipway use. */
export function argocdHandler(options: ArgocdServerOptions): Handler {
  return async (request, response, fault) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    try {
      const path = url.pathname
        .split('/')
        .slice(1)
        .map(part => decodeURIComponent(part));

      if (url.pathname === '/healthz') {
        sendText(response, 200, 'ok');
        return;
      }
      if (path[0] !== 'api') {
        answerArgocdPage(options.home, path, response);
        return;
      }
      if (url.pathname === '/api/version') {
        sendJson(response, 200, {
          Version: `${ARGOCD_VERSION}+slipway-sandbox`,
        });
        return;
      }
      await answer(
        {
          ...options,
          request,
          response,
          path: path.slice(2),
          query: url.searchParams,
        },
        fault,
      );
    } catch (error) {
      const known = gatewayError(error);
      sendJson(response, known.http, {
        error: known.message,
        code: known.grpc,
        message: known.message,
      });
    }
  };
}

function gatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) {
    return error;
  }
  if (error instanceof ApplicationError) {
    return badArgument(error.message);
  }
  if (error instanceof URIError) {
    return badArgument('malformed path');
  }
  if (error instanceof ApiError) {
    return error.body.code === 404
      ? new GatewayError(404, 5, error.message)
      : badArgument(error.message);
  }
  throw error;
}

async function answer(call: Call, fault: Fault | undefined): Promise<void> {
  const { request, path, response } = call;
  const [area, name, what] = path;
  const route = `${request.method} ${area}`;
  if (route === 'POST session') {
    const { username, password } = await jsonBody(request);
    if (
      username !== ARGOCD_USER ||
      password !== ARGOCD_PASSWORD ||
      fault?.kind === 'expire'
    ) {
      throw new GatewayError(401, 16, 'Invalid username or password');
    }
    sendJson(response, 200, { token: ARGOCD_TOKEN });
    return;
  }
  authenticate(request, fault);
  if (fault?.kind === 'forbid') {
    throw denied();
  }
  if (route === 'GET stream' && name === 'applications') {
    const selected = selection(call);
    call.streams.start(call.home, selected, request, response);
    return;
  }
  switch (area) {
    case 'applications':
      await (name
        ? answerApplication(call, name, what)
        : answerApplications(call));
      return;
    case 'projects':
      await answerProjects(call, name);
      return;
    case 'clusters':
      sendJson(response, 200, {
        metadata: {},
        items: call.clusterNames.map(cluster => ({
          name: cluster,
          server: `https://${cluster}.sandbox.example`,
          connectionState: { status: 'Successful', message: '' },
        })),
      });
      return;
    default:
      throw new GatewayError(404, 5, 'Not Found');
  }
}

function authenticate(
  request: IncomingMessage,
  fault: Fault | undefined,
): void {
  const token = bearerToken(request);
  if (!token) {
    throw new GatewayError(401, 16, 'no session information');
  }
  if (token !== ARGOCD_TOKEN || fault?.kind === 'expire') {
    throw new GatewayError(
      401,
      16,
      'invalid session: token has invalid claims: token is expired',
    );
  }
}

function selection({ query }: Call) {
  const matches = matcherOf(
    'Application',
    query.get('selector') ?? undefined,
    undefined,
  );
  const projects = [...query.getAll('projects'), ...query.getAll('project')];
  const name = query.get('name');
  const namespace = query.get('appNamespace');
  return {
    resourceVersion: name
      ? undefined
      : query.get('resourceVersion') || undefined,
    matches: (o: KubernetesObject) =>
      o.metadata.namespace === (namespace ?? ARGOCD_NAMESPACE) &&
      matches(o) &&
      (!name || o.metadata.name === name) &&
      (projects.length === 0 || projects.includes(o.spec?.project)),
  };
}

async function answerApplications(call: Call): Promise<void> {
  const { request, response, home, query } = call;
  if (request.method === 'GET') {
    const { matches } = selection(call);
    const items = home.store.list(APPLICATION).filter(matches).map(withoutKind);
    sendJson(response, 200, {
      metadata: { resourceVersion: String(home.store.version) },
      // Go's empty list.
      items: items.length > 0 ? items : null,
    });
    return;
  }
  if (request.method !== 'POST') {
    throw new GatewayError(501, 12, 'Method Not Allowed');
  }
  const body = await jsonBody(request);
  const application = upsertApplication(
    call,
    body,
    query.get('upsert') === 'true',
  );
  sendJson(response, 200, withoutKind(application));
}

/** Creates an Application, or with `upsert` brings it to what is asked. */
export function upsertApplication(
  {
    home,
    host,
    controller,
  }: Pick<ArgocdServerOptions, 'home' | 'host' | 'controller'>,
  body: Record<string, any>,
  upsert: boolean,
): KubernetesObject {
  const metadata = body.metadata ?? {};
  const wanted = {
    metadata: {
      ...metadata,
      namespace: ARGOCD_NAMESPACE,
      resourceVersion: undefined,
    },
    spec: body.spec,
  };
  validate({ home, host, controller }, wanted as KubernetesObject);
  const live = home.store.get(APPLICATION, ARGOCD_NAMESPACE, metadata.name);
  if (!live) {
    return home.create(APPLICATION, ARGOCD_NAMESPACE, wanted);
  }
  const merged = {
    ...live,
    spec: body.spec,
    metadata: {
      ...live.metadata,
      labels: metadata.labels ?? live.metadata.labels,
      annotations: { ...live.metadata.annotations, ...metadata.annotations },
      finalizers: metadata.finalizers ?? live.metadata.finalizers,
    },
  };
  const same = JSON.stringify(live.spec) === JSON.stringify(body.spec);
  if (!same && !upsert) {
    throw badArgument(
      'existing application spec is different, use upsert flag to force update',
    );
  }
  return home.replace(APPLICATION, live, merged);
}

function validate(
  {
    home,
    host,
    controller,
  }: Pick<ArgocdServerOptions, 'home' | 'host' | 'controller'>,
  application: KubernetesObject,
): void {
  const { name } = application.metadata;
  const project = application.spec?.project;
  if (!name) {
    throw badArgument('application name is required');
  }
  if (!home.store.get(PROJECT, ARGOCD_NAMESPACE, project ?? '')) {
    throw badArgument(
      `application references project ${project} which does not exist`,
    );
  }
  controller.destinationOf(application);
  if (!host.findByUrl(sourceOf(application).repoURL)) {
    throw badArgument(
      `application spec for ${name} is invalid: InvalidSpecError: repository not accessible: repository not found`,
    );
  }
}

async function answerApplication(
  call: Call,
  name: string,
  what: string | undefined,
): Promise<void> {
  const { request, response, home, controller, query } = call;
  const live = home.store.get(
    APPLICATION,
    query.get('appNamespace') ?? ARGOCD_NAMESPACE,
    name,
  );
  if (!live) {
    // Argo CD hides whether an application exists from who does not name its project.
    throw query.get('project')
      ? new GatewayError(404, 5, `applications.argoproj.io "${name}" not found`)
      : denied();
  }
  switch (`${request.method} ${what ?? ''}`.trim()) {
    case 'GET': {
      const refresh = query.get('refresh');
      const asked = refresh ? annotated(home, live, refresh) : live;
      sendJson(response, 200, withoutKind(asked));
      return;
    }
    case 'PUT': {
      const body = await jsonBody(request);
      sendJson(response, 200, withoutKind(upsertApplication(call, body, true)));
      return;
    }
    case 'POST sync': {
      const body = await jsonBody(request);
      controller.refresh(name, {
        initiatedBy: { username: ARGOCD_USER },
        prune: body.prune === true,
        dryRun: body.dryRun === true,
      });
      sendJson(response, 200, withoutKind(live));
      return;
    }
    case 'DELETE operation':
      // A sync is over before anybody could end it.
      throw badArgument(
        'Unable to terminate operation. No operation is in progress',
      );
    case 'DELETE': {
      deleteApplication(home, live, query.get('cascade') !== 'false');
      sendJson(response, 200, {});
      return;
    }
    case 'GET revisions': {
      const [, , , revision, metadata] = call.path;
      if (metadata !== 'metadata') {
        throw new GatewayError(404, 5, 'Not Found');
      }
      sendJson(response, 200, await revisionMetadata(call, live, revision));
      return;
    }
    default:
      throw new GatewayError(404, 5, 'Not Found');
  }
}

function annotated(
  home: Cluster,
  live: KubernetesObject,
  refresh: string,
): KubernetesObject {
  const annotations = { ...live.metadata.annotations, [REFRESH]: refresh };
  return home.replace(APPLICATION, live, {
    ...live,
    metadata: { ...live.metadata, annotations },
  });
}

function deleteApplication(
  home: Cluster,
  live: KubernetesObject,
  cascade: boolean,
): void {
  const others = (live.metadata.finalizers ?? []).filter(
    f => f !== RESOURCES_FINALIZER,
  );
  const finalizers = cascade ? [...others, RESOURCES_FINALIZER] : others;
  home.replace(APPLICATION, live, {
    ...live,
    metadata: { ...live.metadata, finalizers },
  });
  home.delete(APPLICATION, live.metadata.namespace, live.metadata.name);
}

async function revisionMetadata(
  call: Call,
  application: KubernetesObject,
  revision: string,
) {
  const { git } = call.controller.manifests.repository(sourceOf(application));
  const sha = await git.resolve(revision ?? '');
  if (!sha) {
    throw new GatewayError(
      500,
      2,
      `unable to resolve '${revision}' to a commit SHA`,
    );
  }
  const { author, message } = await git.commit(sha);
  return {
    author: `${author.name} <${author.email}>`,
    date: new Date(author.date).toISOString().replace('.000', ''),
    message,
  };
}

async function answerProjects(
  call: Call,
  name: string | undefined,
): Promise<void> {
  const { request, response, home } = call;
  if (request.method === 'GET' && name) {
    sendJson(
      response,
      200,
      withoutKind(home.get(PROJECT, ARGOCD_NAMESPACE, name)),
    );
  } else if (request.method === 'GET') {
    const items = home.store.list(PROJECT, ARGOCD_NAMESPACE).map(withoutKind);
    sendJson(response, 200, { metadata: {}, items });
  } else if (request.method === 'POST' && !name) {
    const { project } = await jsonBody(request);
    const live = home.store.get(
      PROJECT,
      ARGOCD_NAMESPACE,
      project?.metadata?.name ?? '',
    );
    if (live && JSON.stringify(live.spec) !== JSON.stringify(project.spec)) {
      throw badArgument(
        'existing project spec is different, use upsert flag to force update',
      );
    }
    sendJson(
      response,
      200,
      withoutKind(live ?? home.create(PROJECT, ARGOCD_NAMESPACE, project)),
    );
  } else {
    throw new GatewayError(501, 12, 'Method Not Allowed');
  }
}

/** As Go writes it: without the kind, and with an empty status where none is yet. */
function withoutKind({
  apiVersion: _v,
  kind,
  ...rest
}: KubernetesObject): object {
  return kind === 'Application'
    ? { ...rest, status: rest.status ?? EMPTY_STATUS }
    : rest;
}

const EMPTY_STATUS = {
  health: { status: '' },
  summary: {},
  sync: {
    status: '',
    comparedTo: { source: { repoURL: '' }, destination: {} },
  },
};

async function jsonBody(
  request: IncomingMessage,
): Promise<Record<string, any>> {
  try {
    const body = JSON.parse((await readBody(request)).toString('utf8') || '{}');
    return typeof body === 'object' && body !== null ? body : {};
  } catch (error) {
    throw badArgument((error as Error).message);
  }
}
