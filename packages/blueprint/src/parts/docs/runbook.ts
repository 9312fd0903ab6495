import { labels } from '@slipway/model';
import { overlayPath } from '../../context';
import type { RenderContext } from '../../context';
import { environmentTable } from './readme';

export function runbook(ctx: RenderContext): string {
  const last = ctx.environments[ctx.environments.length - 1];
  const [workload] = last.workloads;
  const deployment = `deployment/${workload.objectName}`;
  return `# Runbook: ${ctx.name}

${environmentTable(ctx)}
The commands below are for ${last.name}, on cluster ${last.cluster}.

## Look

    kubectl -n ${last.namespace} get deployments,pods -l ${labels.service}=${
    ctx.name
  }
    kubectl -n ${last.namespace} logs ${deployment} --tail=100
    kubectl -n ${last.namespace} port-forward service/${workload.objectName} ${
    workload.port
  }:80

\`/healthz\` answers while the process works; \`/readyz\` answers when it can take requests.

## Deploy

Merge to \`${
    ctx.repository.branch
  }\`. The pipeline tests, builds, pushes the image and commits its tag to every overlay.

## Roll back

Take back the commit that brought the tag, and push: Argo CD does the rest.

    git log --oneline -- ${overlayPath(last.name)}/kustomization.yaml
    git revert <commit>
    git push

## Scale

Set \`replicas\` of the environment in \`slipway.yaml\` and render. \`kubectl scale\` does not last: Argo CD takes it back, since
Git decides.
`;
}
