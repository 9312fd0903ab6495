import { IncomingMessage } from 'node:http';
import { Fault, Handler, bearerToken, sendJson, sendText } from '../http';
import { answerApplication, answerApplications } from './applications';
import { ArgocdServerOptions, Call, selection } from './call';
import { GatewayError, gatewayError, jsonBody } from './gateway';
import { answerArgocdPage } from './pages';
import { answerPowerless } from './powerless';
import { answerProjects } from './projects';
import { ARGOCD_VERSION } from './types';

/** Fixed and public: whoever reaches the sandbox's loopback address may use them. */
const ARGOCD_TOKEN = 'sandbox-argocd';
const ARGOCD_USER = 'admin';
const ARGOCD_PASSWORD = 'sandbox';

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
      if (!says('application/json', request)) {
        sendText(response, 415, 'Invalid content type\n');
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

/** What changes something has to say what it sends, even where that is nothing. */
function says(type: string, { method, headers }: IncomingMessage): boolean {
  return method === 'GET' || headers['content-type']?.toLowerCase() === type;
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
    answerPowerless(call);
    return;
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
    case 'account':
      sendJson(response, 200, { value: 'yes' });
      return;
    case 'projects':
      await answerProjects(call, name);
      return;
    case 'repositories':
      // None has credentials of its own.
      sendJson(response, 200, { metadata: {}, items: null });
      return;
    case 'repocreds':
      sendJson(response, 200, {
        metadata: {},
        items: [{ url: `${call.gitea()}/` }],
      });
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
      sendText(response, 404, 'Not Found\n');
  }
}

function authenticate(
  request: IncomingMessage,
  fault: Fault | undefined,
): void {
  const token = bearerToken(request);
  if (token !== ARGOCD_TOKEN) {
    throw new GatewayError(401, 16, 'no session information');
  }
  if (fault?.kind === 'expire') {
    throw new GatewayError(
      401,
      16,
      'invalid session: token has invalid claims: token is expired',
    );
  }
}
