import { sendJson } from '../http';
import { Cluster, KubernetesObject, typeOf } from '../kubernetes';
import { Call, selection } from './call';
import { onlyFields } from './fields';
import {
  GatewayError,
  badArgument,
  denied,
  jsonBody,
  withoutKind,
} from './gateway';
import {
  ARGOCD_NAMESPACE,
  REFRESH,
  RESOURCES_FINALIZER,
  sourceOf,
} from './types';
import { upsertApplication } from './upsert';

const APPLICATION = typeOf('Application');

export async function answerApplications(call: Call): Promise<void> {
  const { request, response, home, query } = call;
  if (request.method === 'GET') {
    const { matches } = selection(call);
    const fields = query.get('fields');
    const items = home.store
      .list(APPLICATION)
      .filter(matches)
      .map(withoutKind)
      .map(one => (fields ? onlyFields(fields, one) : one));
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

export async function answerApplication(
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
        initiatedBy: { username: 'admin' },
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
