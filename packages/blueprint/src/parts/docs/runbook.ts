import { labels } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import { backedUp } from '../backup/backup';
import { promotionOf } from '../ci/promotion';
import { byChart } from '../delivery/chart';
import { loadTestCommand, loadTested } from '../loadTest/loadTest';
import { wantedSecrets } from '../secrets/wanted';
import { controllerOf } from '../workload/controller';
import { servicePort } from '../workload/workload';
import { environmentTable } from './readme';

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

/** Every workload that lasts reads them. */
function restarts(ctx: RenderContext, environment: EnvironmentContext): string {
  const { namespace, workloads } = environment;
  const lasting = workloads
    .filter(({ type }) => type !== 'job')
    .map(workload => ({
      kind: controllerOf(environment, workload).kind.toLowerCase(),
      name: workload.objectName,
    }));
  const plain = new Set(
    lasting.map(({ kind }) => kind).filter(kind => kind !== 'rollout'),
  );
  return [
    ...lasting
      .filter(({ kind }) => kind === 'rollout')
      .map(
        ({ name }) =>
          `    kubectl argo rollouts restart -n ${namespace} ${name}\n`,
      ),
    ...(plain.size
      ? [
          `    kubectl rollout restart -n ${namespace} ${[...plain].join(
            ',',
          )} -l ${labels.service}=${ctx.name}\n`,
        ]
      : []),
  ].join('');
}

/** Rollouts answer to a plugin of kubectl. */
function rolloutCommand(environment: EnvironmentContext): string {
  return kindOf(environment) === 'rollout'
    ? 'kubectl argo rollouts'
    : 'kubectl rollout';
}

function look(ctx: RenderContext, environment: EnvironmentContext): string {
  const { namespace, workloads } = environment;
  const [workload] = workloads;
  return `## Look

    kubectl -n ${namespace} get all -l ${labels.service}=${ctx.name}
    kubectl -n ${namespace} logs -l ${labels.workload}=${workload.name},${
    labels.service
  }=${ctx.name} --tail=100
    kubectl -n ${namespace} get events --sort-by=.lastTimestamp
${
  workload.serves
    ? `    kubectl -n ${namespace} port-forward service/${
        workload.objectName
      } ${workload.port}:${servicePort(workload)}
`
    : ''
}${health(workload)}`;
}

/** Where the process tells how it is. */
function health({ type, probes = {}, port }: WorkloadContext): string {
  if (type === 'grpc') {
    return `
gRPC's own health service tells how it is: \`grpc_health_probe -addr localhost:${port}\` whether the process works, and with
\`-service ready\` whether it can take requests.
`;
  }
  const told = [
    probes.liveness
      ? `\`${probes.liveness.path}\` answers while the process works`
      : '',
    probes.readiness
      ? `\`${probes.readiness.path}\` answers when it can take requests`
      : '',
  ].filter(Boolean);
  return told.length ? `\n${told.join('; ')}.\n` : '';
}

/** Charts label what they bring by the name of the release, as Helm's own do. */
function lookAtRelease(
  ctx: RenderContext,
  { namespace, delivery }: EnvironmentContext,
): string {
  return `## Look

    kubectl -n ${namespace} get all -l app.kubernetes.io/instance=${ctx.name}
    kubectl -n ${namespace} get events --sort-by=.lastTimestamp
${
  // Argo CD templates charts and applies them itself.
  delivery.engine === 'argocd'
    ? ''
    : `    helm -n ${namespace} history ${ctx.name}
`
}`;
}

function deploy(ctx: RenderContext): string {
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
  const { environments, name, places } = ctx;
  const last = environments[environments.length - 1];
  switch (last.delivery.engine) {
    case 'argocd':
      return 'Argo CD applies what is committed.';
    case 'flux':
      return 'Flux applies what is committed.';
    default:
      if (last.chart) {
        return `Then:

    helm upgrade --install ${name} ${last.chart.path} -n ${last.namespace} ${[
          ...last.chart.values.map(file => `${last.chart!.path}/${file}`),
          places.values(last.name),
        ]
          .map(file => `-f ${file}`)
          .join(' ')}`;
      }
      return 'Apply what is committed with `kubectl apply -k` on the overlay.';
  }
}

function rollBack(ctx: RenderContext, last: EnvironmentContext): string {
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
  return `## Errors

More requests fail than the objective${
    objective ? ` of ${objective} %` : ''
  } allows. Look at what changed last (\`git log\` of the overlay), at
the logs, and at the readiness of what the service needs. When a new version is the cause, [roll back](#roll-back) first and look
for the reason after.

## Latency

Requests take longer than agreed. Look at CPU against its limit, at the number of pods, and at the database's slow queries.

    kubectl -n ${last.namespace} top pods -l ${labels.service}=${ctx.name}
    ${rolloutCommand(last)} status -n ${last.namespace} ${statusOf(last)}
`;
}

function restore(last: EnvironmentContext): string {
  const needs = backedUp(last);
  if (needs.length === 0) {
    return '';
  }
  const commands = needs.map(
    ({ name, objectName, type }) => `
${name} (${type === 'postgres' ? 'a dump' : 'a mirror'}${
      type === 'postgres' ? ', into the same database' : ''
    }):

    kubectl -n ${
      last.namespace
    } create job ${objectName}-restore-now --from=cronjob/${objectName}-restore
    kubectl -n ${
      last.namespace
    } logs -f job/${objectName}-restore-now --all-containers
`,
  );
  return `## Restore

Each command takes the newest backup. The last line of the log is a report: what was read, how much, and whether it worked.
${commands.join('')}
When a backup is late, look at its last run: \`kubectl -n ${
    last.namespace
  } get jobs,cronjobs\`, and start one by hand with
\`kubectl create job --from=cronjob/…-backup\`.
`;
}

function rotate(ctx: RenderContext, last: EnvironmentContext): string {
  const wanted = wantedSecrets(ctx, last);
  if (wanted.length === 0 && !last.expose) {
    return '';
  }
  const lasts = restarts(ctx, last);
  const rows = wanted.map(
    ({ name, keys }) => `| \`${name}\` | ${keys.join(', ')} |\n`,
  );
  return `## Rotate

${
  rows.length
    ? `| Secret | keys |
| --- | --- |
${rows.join('')}
${howToRotate(ctx, last)}
Pods read variables when they start${
        lasts ? ', so start them anew' : ': the next run has the new ones'
      }${lasts ? `:\n\n${lasts}` : '.\n'}`
    : ''
}${
    last.expose && last.expose.tls
      ? `${
          rows.length ? '\n' : ''
        }Certificates are renewed by cert-manager. When one is due and is not renewed: \`kubectl -n ${
          last.namespace
        } describe certificate,certificaterequest,order\`.
`
      : ''
  }`;
}

function howToRotate(
  { places }: RenderContext,
  { name, secrets }: EnvironmentContext,
): string {
  switch (secrets?.provider) {
    case 'vault':
      return `Write the new value to Vault; it reaches the cluster within ${
        secrets.refresh ?? '5m'
      }.`;
    case 'infisical':
      return 'Write the new value to Infisical; its operator or agent brings it.';
    case 'sealed-secrets':
      return `Seal the new value, as \`${places.overlay(
        name,
      )}/sealed-secrets.yaml\` says, and commit what \`kubeseal\` prints.`;
    default:
      return 'The Secrets are made by somebody else: ask there for the new value.';
  }
}
