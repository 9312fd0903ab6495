import type { RenderContext } from '../../context';
import { markdownText } from '../../text/markdown';

/** Names, clusters and namespaces are plain by the schema; what people write freely is escaped. */
export function environmentTable(ctx: RenderContext): string {
  const rows = ctx.environments.map(
    ({ name, cluster, namespace }) =>
      `| ${name} | ${cluster} | ${namespace} | ${ctx.name}-${name} |\n`,
  );
  return `| environment | cluster | namespace | Argo CD |
| --- | --- | --- | --- |
${rows.join('')}`;
}

export function overview(ctx: RenderContext): string {
  const { description, owner } = ctx.service.metadata;
  return `# ${ctx.name}

${description ? `${markdownText(description)}\n\n` : ''}Owned by ${markdownText(
    owner,
  )}.

${environmentTable(ctx)}`;
}

export function readme(ctx: RenderContext): string {
  const [workload] = ctx.workloads;
  return `${overview(ctx)}
## Work on it

    go run ./cmd/server     # serves on port ${workload.port}
    go test ./...
    tilt up                 # on a local k3d or kind cluster, updates as you save

## How it gets there

A push to \`${
    ctx.repository.branch
  }\` is tested and built; the pipeline commits the new image tag to \`deploy/overlays\`, and Argo CD
applies it. [The runbook](docs/runbook.md) says how to look, roll back and scale.

## What is whose

\`slipway.yaml\` says what the service wants, and the files that \`.slipway/lock\` calls managed follow from it. The source is
yours, and so is \`deploy/custom\`: resources and patches there reach every environment.
`;
}
