import type { RenderContext } from '../../context';
import { runtimeOf } from '../../runtimes';
import { markdownText } from '../../text/markdown';
import { byChart, valueFiles } from '../delivery/chart';
import { programOf } from '../dockerfile/programs';
import { runsHere, serverName } from '../needs/address';
import { keysOf } from '../needs/secret';
import { forWorkloads } from '../needs/variables';
import { routerOf } from '../router/subgraphs';
import { firstDay } from './firstDay';

/** Names, clusters and namespaces are plain by the schema; what people write freely is escaped. */
export function environmentTable(ctx: RenderContext): string {
  const engine = ctx.environments[0].delivery.engine;
  const names = { argocd: 'Argo CD', flux: 'Flux', kubectl: undefined };
  const delivered = names[engine];
  const rows = ctx.environments.map(
    ({ name, cluster, namespace }) =>
      `| ${name} | ${cluster} | ${namespace} |${
        delivered ? ` ${ctx.name}-${name} |` : ''
      }\n`,
  );
  return `| environment | cluster | namespace |${
    delivered ? ` ${delivered} |` : ''
  }
| --- | --- | --- |${delivered ? ' --- |' : ''}
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

/** The file is the team's, who take out what is done. */
function beforeTheFirst(ctx: RenderContext): string {
  const lines = firstDay(ctx).map(({ text }) => `- [ ] ${text}\n`);
  return lines.length
    ? `## Before the first deployment

${lines.join('')}
`
    : '';
}

export function readme(ctx: RenderContext): string {
  return `${overview(ctx)}
## Work on it

${commands(ctx)}${outside(ctx)}
## How it gets there

${
  ctx.build.image
    ? 'The image exists already: its tag stands in `slipway.yaml`.'
    : `A push to \`${ctx.repository.branch}\` is tested and built${
        ctx.places.central
          ? `; the pipeline commits the new image to ${ctx.places.central.url}`
          : `; the pipeline brings the new image to \`${ctx.root}deploy/${
              charts(ctx).length ? 'values' : 'overlays'
            }\``
      }.`
}${charts(ctx)
    .map(deployedBy(ctx))
    .join(
      '',
    )} [The runbook](docs/runbook.md) says how to look, roll back and scale.

${beforeTheFirst(ctx)}## What is whose

\`slipway.yaml\` says what the service wants, and the files that \`.slipway/lock\` calls managed follow from it.${whose(
    ctx,
  )}
`;
}

/** A program that is started by hand has nobody who tells it the addresses. */
function outside(ctx: RenderContext): string {
  const { runtime } = ctx.service.spec;
  if (!runtimeOf(runtime) || !ctx.environments[0].needs.length) {
    return '';
  }
  return runtime === 'nextjs'
    ? `
The pages ask services, so nothing of them reads where the needs are: the variables are there for what you write.
`
    : `
A program that you start yourself wants to be told where its needs are: it names the variables that are missing. The tests
do without; with \`TEST_NEEDS=1\` and those variables they ask the servers too, and write to them.
${tunnels(ctx)}`;
}

/**
 * Nobody has to install a server to start the program in an editor: `tilt up` has them. A Kafka sends whoever asks on to the
 * name that it has in the cluster, so no tunnel leads to one.
 */
function tunnels({ environments: [environment] }: RenderContext): string {
  const servers = forWorkloads(environment).filter(
    need => runsHere(need) && need.type !== 'kafka',
  );
  // What a chart brings beside the service is its own affair.
  if (!servers.length || byChart([environment]).length) {
    return '';
  }
  const kept = servers.some(need => keysOf(need).length)
    ? '; what opens it lies in `.tilt/`'
    : '';
  return `
\`tilt up\` starts what the service needs${kept}.
A program outside of the cluster gets there by a tunnel:

${servers
  .map(
    need =>
      `    kubectl -n ${
        environment.namespace
      } port-forward service/${serverName(need)} ${need.port}\n`,
  )
  .join('')}`;
}

function whose(ctx: RenderContext): string {
  const { places } = ctx;
  const custom =
    charts(ctx).length === ctx.environments.length
      ? ''
      : `\`${places.custom}\`${
          places.central ? ` in ${places.central.url}` : ''
        }`;
  if (!custom) {
    return ctx.build.image ? '' : ' The source is\nyours.';
  }
  return ctx.build.image
    ? ` ${custom} is yours: resources and patches there reach every environment.`
    : ` The source is\nyours, and so is ${custom}: resources and patches there reach every environment.`;
}

function charts(ctx: RenderContext) {
  return byChart(ctx.environments);
}

/** What the chart brings is its own affair, and so are most of its values. */
function deployedBy(ctx: RenderContext) {
  return (environment: ReturnType<typeof charts>[number]) =>
    `\n${environment.name} is the Helm chart \`${
      environment.chart.path
    }\` with ${valueFiles(ctx, environment)
      .map(file => `\`${file}\``)
      .join(' and ')}.`;
}

function commands(ctx: RenderContext): string {
  const [first] = ctx.workloads;
  const [{ local }] = ctx.environments;
  const runtime = runtimeOf(ctx.service.spec.runtime);
  const rows: [string, string][] = [
    ...(runtime?.commands(
      programOf(ctx, first.name),
      first.serves ? first.port : undefined,
    ) ?? []),
    ...tried(ctx),
    ...asked(
      (routerOf(ctx) && 'composes the graph, and says what does not fit') ??
        (runtime && 'style, types and tests, as the pipeline asks for them'),
    ),
    ...(local
      ? ([['k3d cluster create --config deploy/local/k3d.yaml', 'once']] as [
          string,
          string,
        ][])
      : []),
    ['tilt up', 'on a local k3d or kind cluster, updates as you save'],
  ];
  const width = Math.max(...rows.map(([command]) => command.length));
  return rows
    .map(
      ([command, what]) =>
        `    ${what ? `${command.padEnd(width)}  # ${what}` : command}\n`,
    )
    .join('');
}

/** What the source of an API answers before anybody has changed it. */
function tried(ctx: RenderContext): [string, string][] {
  const [{ type, api, port }] = ctx.workloads;
  return runtimeOf(ctx.service.spec.runtime) &&
    type === 'http' &&
    api !== 'graphql' &&
    !routerOf(ctx)
    ? [
        [
          `curl http://127.0.0.1:${port}/v1/greetings/ada`,
          'asks it, while it runs',
        ],
      ]
    : [];
}

function asked(what: string | undefined): [string, string][] {
  return what ? [['docker build --target test .', what]] : [];
}
