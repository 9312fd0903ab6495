import type { FirstDayNeed } from '@slipway/model';
import type { RenderContext } from '../../../context';
import { projectOf } from '../../delivery/argocd';

/** What whoever brings manifests to the clusters has to know first. */
export function deliveryNeeds(ctx: RenderContext): FirstDayNeed[] {
  const { engine } = ctx.environments[0].delivery;
  switch (engine) {
    case 'argocd':
      return [reader(ctx, 'argocd'), project(ctx)];
    case 'flux':
      return [reader(ctx, 'flux'), ...fluxObjects(ctx)];
    default:
      return [];
  }
}

const names = { argocd: 'Argo CD', flux: 'Flux' };

function reader(ctx: RenderContext, by: 'argocd' | 'flux'): FirstDayNeed {
  const url = ctx.places.central?.url ?? ctx.repository.url;
  return {
    id: 'delivery.reader',
    text: `${names[by]} may read ${url}.`,
    look: { kind: 'reader', by, url },
  };
}

function project(ctx: RenderContext): FirstDayNeed {
  const { bundle, environments, places, repository } = ctx;
  const name = projectOf(ctx);
  return {
    id: 'delivery.project',
    text: bundle.argocd.ownProjects
      ? `Argo CD has the project \`${name}\`: \`kubectl apply -f ${places.argocd}/project/project.yaml\` where it runs, once.`
      : `Argo CD's project \`${name}\` lets ${
          places.central ? 'the GitOps repository' : 'this repository'
        } deploy to these namespaces.`,
    look: {
      kind: 'project',
      project: name,
      url: places.central?.url ?? repository.url,
      targets: environments.map(({ cluster, namespace }) => ({
        cluster,
        namespace,
      })),
    },
  };
}

/** Argo CD is told by the portal; Flux reads of it where its cluster's own repository says so. */
function fluxObjects({
  bundle,
  environments,
  places,
}: RenderContext): FirstDayNeed[] {
  const { url, paths } = bundle.flux?.repository ?? {};
  const proposed = (cluster: string) => !places.central && paths?.[cluster];
  return environments.map(({ name, cluster }) => ({
    id: `delivery.flux.${name}`,
    environment: name,
    text: `Flux on ${cluster} knows of it: ${
      proposed(cluster)
        ? `somebody merges the pull request in ${url}.`
        : `\`kubectl apply -f ${places.flux}/${name}.yaml\`, once.`
    }`,
    look: { kind: 'flux', environment: name },
  }));
}
