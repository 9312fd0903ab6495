import { sendJson } from '../http';
import { typeOf } from '../kubernetes';
import { Call } from './call';
import { GatewayError, badArgument, jsonBody, withoutKind } from './gateway';
import { ARGOCD_NAMESPACE } from './types';

const PROJECT = typeOf('AppProject');

export async function answerProjects(
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
