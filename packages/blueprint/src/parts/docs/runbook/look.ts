import { labels } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../../context';
import { controllerOf } from '../../workload/controller';
import { sidePort } from '../../workload/probes';
import { servicePort } from '../../workload/workload';

export function look(
  ctx: RenderContext,
  environment: EnvironmentContext,
): string {
  const { namespace, workloads } = environment;
  const [workload] = workloads;
  return `## Look

    kubectl -n ${namespace} get all -l ${labels.service}=${ctx.name}
    kubectl -n ${namespace} logs -l ${labels.workload}=${workload.name},${
    labels.service
  }=${ctx.name} --tail=100
    kubectl -n ${namespace} get events --sort-by=.lastTimestamp
${forward(environment, workload)}${health(workload)}`;
}

/** What has no Service is asked at one of its pods; kubectl finds those of a rollout by nothing but their labels. */
function forward(
  environment: EnvironmentContext,
  workload: WorkloadContext,
): string {
  const { objectName, port, probes, serves } = workload;
  const to = `    kubectl -n ${environment.namespace} port-forward`;
  if (serves) {
    return `${to} service/${objectName} ${port}:${servicePort(workload)}\n`;
  }
  const kind = controllerOf(environment, workload).kind.toLowerCase();
  const own = probes?.liveness ? probes.liveness.port : undefined;
  const asked = own ?? sidePort(workload)?.port;
  return asked && (kind === 'deployment' || kind === 'statefulset')
    ? `${to} ${kind}/${objectName} ${asked}\n`
    : '';
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
      ? `\`${probes.liveness.path}\`${onPort(
          probes.liveness,
        )} answers while the process works`
      : '',
    probes.readiness
      ? `\`${probes.readiness.path}\`${onPort(
          probes.readiness,
        )} answers when it can take requests`
      : '',
  ].filter(Boolean);
  return told.length ? `\n${told.join('; ')}.\n` : '';
}

function onPort({ port }: { port?: number }): string {
  return port ? ` on port ${port}` : '';
}

/** Charts label what they bring by the name of the release, as Helm's own do. */
export function lookAtRelease(
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
