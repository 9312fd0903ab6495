import { labels } from '@slipway/model';
import type { EnvironmentContext, RenderContext } from '../../../context';
import { loadTestCommand, loadTested } from '../../loadTest/loadTest';
import { controllerOf } from '../../workload/controller';
import { environmentTable } from '../readme';
import { restore, rotate } from './data';
import { deadLetters } from './deadLetters';
import { deploy, rollBack } from './deploy';
import { look, lookAtRelease } from './look';

/** What to do, section by section: alerts lead here. Sections are there for what the service has. */
export function runbook(ctx: RenderContext): string {
  const last = ctx.environments[ctx.environments.length - 1];
  return [
    `# Runbook: ${ctx.name}

${environmentTable(ctx)}
The commands below are for ${last.name}, on cluster ${last.cluster}.
`,
    ...(last.chart
      ? // Of what the chart brings nothing is known but what Helm does itself.
        [
          lookAtRelease(ctx, last),
          deploy(ctx),
          rollBack(ctx, last),
          underLoad(ctx),
        ]
      : [
          look(ctx, last),
          deploy(ctx),
          rollBack(ctx, last),
          scale(ctx, last),
          errors(ctx, last),
          deadLetters(ctx, last),
          underLoad(ctx),
          restore(last),
          rotate(ctx, last),
        ]),
  ]
    .filter(Boolean)
    .join('\n');
}

function underLoad(ctx: RenderContext): string {
  const tried = ctx.environments.filter(loadTested);
  return tried.length
    ? `## Try under load

The test asks at a steady rate and ends with an error when the objectives were missed.

${tried
  .map(({ namespace }) => `    ${loadTestCommand(ctx, namespace)}\n`)
  .join('')}
Its result: \`kubectl logs -f job/${
        ctx.name
      }-load-test-now\` in that namespace. Delete the job before the next test.
`
    : '';
}

function kindOf(environment: EnvironmentContext): string {
  return controllerOf(environment, environment.workloads[0]).kind.toLowerCase();
}

function statusOf(environment: EnvironmentContext): string {
  const { objectName } = environment.workloads[0];
  const kind = kindOf(environment);
  return kind === 'rollout' ? objectName : `${kind}/${objectName}`;
}

/** Rollouts answer to a plugin of kubectl. */
function rolloutCommand(environment: EnvironmentContext): string {
  return kindOf(environment) === 'rollout'
    ? 'kubectl argo rollouts'
    : 'kubectl rollout';
}

function scale(ctx: RenderContext, last: EnvironmentContext): string {
  const scaled = last.workloads.filter(
    ({ scaling, scaleOn }) => scaling || scaleOn,
  );
  const field = scaled.length ? 'the bounds under `scaling`' : '`replicas`';
  // The quota of a namespace that others own is not known here.
  const bounded = last.quota || !last.ownsNamespace;
  const commands = [
    ...(bounded ? [`kubectl -n ${last.namespace} describe resourcequota`] : []),
    ...(scaled.length
      ? [
          `kubectl -n ${last.namespace} describe hpa -l ${labels.service}=${ctx.name}`,
        ]
      : []),
  ];
  return `## Scale

Set ${field} of the environment in \`slipway.yaml\` and render.${
    last.delivery.engine === 'kubectl'
      ? ''
      : ' `kubectl scale` does not last, since Git decides.'
  }${bounded ? ' Check first that the quota has room:' : ''}
${commands.length ? '\n' : ''}${commands
    .map(command => `    ${command}\n`)
    .join('')}`;
}

function errors(ctx: RenderContext, last: EnvironmentContext): string {
  const serves = last.workloads.some(workload => workload.serves);
  if (!serves || last.observability.alerts === false) {
    return '';
  }
  const objective = last.observability.objective;
  const needs = last.needs.length > 0;
  const database = last.needs.some(({ type }) => type === 'postgres');
  return `## Errors

More requests fail than the objective${
    objective ? ` of ${objective} %` : ''
  } allows. Look at what changed last (\`git log\` of the overlay)${
    needs
      ? ', at\nthe logs, and at the readiness of what the service needs'
      : ' and at\nthe logs'
  }. When a new version is the cause, [roll back](#roll-back) first and look
for the reason after.

## Latency

Requests take longer than agreed. Look at CPU against its limit${
    database
      ? ", at the number of pods, and at the database's slow queries"
      : ' and at the number of pods'
  }.

    kubectl -n ${last.namespace} top pods -l ${labels.service}=${ctx.name}
    ${rolloutCommand(last)} status -n ${last.namespace} ${statusOf(last)}
`;
}
