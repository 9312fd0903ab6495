import type { PartFile } from '../../files';
import { managed } from '../../files';
import { toYaml } from '../../kubernetes';
import type { RenderContext } from '../../context';
import type { Part } from '../part';
import { application, applicationSet, appProject } from './argocd';
import { fluxObjects } from './flux';

/** What brings the overlays to the clusters: Argo CD or Flux; with plain kubectl there is nothing to write. */
export const deliveryPart: Part = {
  name: 'delivery',
  files(ctx) {
    return [...argocdFiles(ctx), ...fluxFiles(ctx)];
  },
};

function argocdFiles(ctx: RenderContext): PartFile[] {
  const own = ctx.environments.filter(
    ({ delivery }) => delivery.engine === 'argocd',
  );
  if (own.length === 0) {
    return [];
  }
  const asSet = own.every(({ delivery }) => delivery.applicationSet);
  return [
    ...(ctx.bundle.argocd.ownProjects
      ? [
          managed(
            'deploy/argocd/project/project.yaml',
            toYaml(appProject(ctx, own)),
          ),
        ]
      : []),
    ...(asSet
      ? [
          managed(
            'deploy/argocd/applicationset.yaml',
            toYaml(applicationSet(ctx, own)),
          ),
        ]
      : own.map(environment =>
          managed(
            `deploy/argocd/${environment.name}.yaml`,
            toYaml(application(ctx, environment)),
          ),
        )),
  ];
}

function fluxFiles(ctx: RenderContext): PartFile[] {
  return ctx.environments
    .filter(({ delivery }) => delivery.engine === 'flux')
    .map(environment =>
      managed(
        `deploy/flux/${environment.name}.yaml`,
        fluxObjects(ctx, environment)
          .map(object => toYaml(object))
          .join('---\n'),
      ),
    );
}
