import { KubernetesObject, typeOf } from '../kubernetes';
import { ArgocdServerOptions } from './call';
import { badArgument } from './gateway';
import { ARGOCD_NAMESPACE, sourceOf } from './types';

const APPLICATION = typeOf('Application');
const PROJECT = typeOf('AppProject');

type Context = Pick<ArgocdServerOptions, 'home' | 'host' | 'controller'>;

/** Creates an Application, or with `upsert` brings it to what is asked. */
export function upsertApplication(
  { home, host, controller }: Context,
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
  { home, host, controller }: Context,
  application: KubernetesObject,
): void {
  const { name } = application.metadata;
  const project = application.spec?.project;
  if (!name) {
    throw badArgument('application name is required');
  }
  if (!home.store.get(PROJECT, ARGOCD_NAMESPACE, project ?? '')) {
    throw badArgument(
      `app is not allowed in project "${project}", or the project does not exist`,
    );
  }
  controller.destinationOf(application);
  if (!host.findByUrl(sourceOf(application).repoURL)) {
    throw badArgument(
      `application spec for ${name} is invalid: InvalidSpecError: repository not accessible: repository not found`,
    );
  }
}
