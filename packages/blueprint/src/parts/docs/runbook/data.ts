import { labels } from '@slipway/model';
import type { EnvironmentContext, RenderContext } from '../../../context';
import { backedUp } from '../../backup/backup';
import { wantedSecrets } from '../../secrets/wanted';
import { controllerOf } from '../../workload/controller';

export function restore(last: EnvironmentContext): string {
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

export function rotate(ctx: RenderContext, last: EnvironmentContext): string {
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
