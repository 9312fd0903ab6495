import { IncomingMessage, ServerResponse } from 'node:http';
import { GitHost } from '../gitea';
import { Cluster, KubernetesObject, matcherOf } from '../kubernetes';
import { ApplicationController } from './controller';
import { ApplicationStreams } from './stream';
import { ARGOCD_NAMESPACE } from './types';

export interface ArgocdServerOptions {
  home: Cluster;
  host: GitHost;
  controller: ApplicationController;
  streams: ApplicationStreams;
  clusterNames: string[];
  /** Where the Git host is, all of which it has credentials for. */
  gitea: () => string;
}

/** One request, with what it is answered from. */
export interface Call extends ArgocdServerOptions {
  request: IncomingMessage;
  response: ServerResponse;
  path: string[];
  query: URLSearchParams;
}

/** Which applications a request is about. */
export function selection({ query }: Call) {
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
