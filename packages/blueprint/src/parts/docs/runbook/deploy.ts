import type { EnvironmentContext, RenderContext } from '../../../context';
import { promotionOf } from '../../ci/promotion';
import { byChart, valueFiles } from '../../delivery/chart';

export function deploy(ctx: RenderContext): string {
  const { onMerge, byRequest } = promotionOf(ctx);
  const engine = engineOf(ctx);
  if (ctx.build.image) {
    return `## Deploy

Write the new tag into \`build.image\` of \`slipway.yaml\`, render, and merge. ${engine}
`;
  }
  return `## Deploy

Merge to \`${
    ctx.repository.branch
  }\`. The pipeline tests, builds and pushes the image${
    onMerge.length
      ? `, and commits its tag${
          byChart(ctx.environments).length ? '' : ' and digest'
        } for ${onMerge.join(', ')}`
      : ''
  }.${
    byRequest.length
      ? ` For ${byRequest.join(
          ', ',
        )} it opens a pull request: merging that deploys.`
      : ''
  } ${engine}
`;
}

function engineOf(ctx: RenderContext): string {
  const last = ctx.environments[ctx.environments.length - 1];
  const { chart, namespace } = last;
  switch (last.delivery.engine) {
    case 'argocd':
      return 'Argo CD applies what is committed.';
    case 'flux':
      return 'Flux applies what is committed.';
    default:
      if (chart) {
        const values = valueFiles(ctx, { ...last, chart });
        return `Then:

    helm upgrade --install ${ctx.name} ${chart.path} -n ${namespace} ${values
          .map(file => `-f ${file}`)
          .join(' ')}`;
      }
      return 'Apply what is committed with `kubectl apply -k` on the overlay.';
  }
}

export function rollBack(ctx: RenderContext, last: EnvironmentContext): string {
  const file = last.chart
    ? ctx.places.values(last.name)
    : `${ctx.places.overlay(last.name)}/kustomization.yaml`;
  return `## Roll back

Revert the commit that brought the tag, and push${
    ctx.places.central ? `, in ${ctx.places.central.url}` : ''
  }.

    git log --oneline -- ${file}
    git revert <commit>
    git push
${
  last.delivery.rollout === 'rolling' || last.chart
    ? ''
    : `
While a new version is being rolled out, \`kubectl argo rollouts abort ${last.workloads[0].objectName} -n ${last.namespace}\`
takes it back at once; revert the commit all the same.
`
}`;
}
