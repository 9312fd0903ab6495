import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1';
import { overlayPath } from '../../context';
import type { EnvironmentContext, RenderContext } from '../../context';
import { managed } from '../../files';
import { toYaml } from '../../kubernetes';
import { environmentLabels } from '../../kubernetes/labels';
import type { Part } from '../part';

/** Argo CD: one Application for each environment. */
export const deliveryPart: Part = {
  name: 'delivery',
  files(ctx) {
    return ctx.environments.map(environment =>
      managed(
        `deploy/argocd/${environment.name}.yaml`,
        toYaml(application(ctx, environment)),
      ),
    );
  },
};

function application(
  ctx: RenderContext,
  environment: EnvironmentContext,
): IApplication {
  const { namespace, project } = ctx.bundle.argocd;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: `${ctx.name}-${environment.name}`,
      namespace,
      labels: environmentLabels(ctx, environment.name),
    },
    spec: {
      project,
      source: {
        repoURL: ctx.repository.cloneUrl,
        targetRevision: ctx.repository.branch,
        path: overlayPath(environment.name),
      },
      destination: {
        name: environment.cluster,
        namespace: environment.namespace,
      },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  };
}
