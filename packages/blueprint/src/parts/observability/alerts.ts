import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { seconds } from '@slipway/model';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { backedUp } from '../backup/backup';
import { buried } from './buried';
import { burnRates } from './burnRates';
import { measureOf, OBJECTIVE, ownSeries } from './measures';

export interface Alert {
  alert: string;
  expr: string;
  for: string;
  severity: 'page' | 'ticket';
  summary: string;
  /** The section of the runbook. */
  runbook: string;
  /** What it is about, where the service has several of it. */
  about?: Record<string, string>;
}

export function alerts(
  ctx: RenderContext,
  environment: EnvironmentContext,
): KubernetesObject {
  const groups = [
    { name: 'requests', rules: requests(ctx, environment) },
    { name: 'saturation', rules: saturation(ctx, environment) },
    { name: 'data', rules: data(ctx, environment) },
    { name: 'certificate', rules: certificate(ctx, environment) },
  ];
  const object: IPrometheusRule = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: {
      name: ctx.name,
      labels: environment.profile.monitoring?.labels,
    },
    spec: {
      groups: groups
        .filter(({ rules }) => rules.length > 0)
        .map(({ name, rules }) => ({
          name: `${ctx.name}-${environment.name}-${name}`,
          rules: rules.map(rule => written(ctx, environment, rule)),
        })),
    },
  };
  return object as unknown as KubernetesObject;
}

function written(
  ctx: RenderContext,
  environment: EnvironmentContext,
  { alert, expr, for: time, severity, summary, runbook, about }: Alert,
) {
  return {
    alert,
    expr,
    for: time,
    labels: {
      severity,
      service: ctx.name,
      environment: environment.name,
      ...about,
    },
    annotations: {
      summary,
      runbook_url: `${ctx.repository.sourceUrl}docs/runbook.md#${runbook}`,
    },
  };
}

function requests(
  ctx: RenderContext,
  environment: EnvironmentContext,
): Alert[] {
  const { name, observability } = environment;
  const objective = observability.objective ?? OBJECTIVE;
  return environment.workloads.flatMap(workload => {
    const measure = measureOf(workload);
    if (!measure) {
      return [];
    }
    const own = ownSeries(ctx, environment, workload);
    const latency = observability.latency;
    return [
      ...burnRates(own, measure, objective).map(rate => ({
        ...rate,
        about: { ...rate.about, workload: workload.name },
        summary: `${workload.objectName} in ${name} fails more requests than its objective of ${objective} % allows`,
        runbook: 'errors',
      })),
      ...(latency
        ? [
            {
              alert: 'RequestsSlow',
              expr: `histogram_quantile(0.99, sum by (le) (rate(${
                measure.duration
              }{${own}}[5m]))) > ${seconds(latency)}`,
              for: '10m',
              severity: 'ticket' as const,
              summary: `1 % of the requests to ${workload.objectName} in ${name} take longer than ${latency}`,
              runbook: 'latency',
              about: { workload: workload.name },
            },
          ]
        : []),
    ];
  });
}

function saturation(
  ctx: RenderContext,
  { name, namespace, workloads }: EnvironmentContext,
): Alert[] {
  const pods = `namespace="${namespace}",pod=~"${ctx.name}-.*"`;
  return [
    {
      alert: 'ContainerRestarts',
      expr: `increase(kube_pod_container_status_restarts_total{${pods}}[15m]) > 3`,
      for: '0m',
      severity: 'page',
      summary: `a container of ${ctx.name} in ${name} ends again and again`,
      runbook: 'look',
    },
    {
      alert: 'MemoryNearLimit',
      expr: `max by (pod, container) (container_memory_working_set_bytes{${pods},container!=""})
  / max by (pod, container) (kube_pod_container_resource_limits{${pods},resource="memory"}) > 0.9
`,
      for: '15m',
      severity: 'ticket',
      summary: `a container of ${ctx.name} in ${name} has used 90 % of its memory for 15 minutes`,
      runbook: 'scale',
    },
    ...workloads
      .filter(({ scaling }) => scaling?.max)
      .map(workload => atMaximum(name, namespace, workload)),
  ];
}

function atMaximum(
  environment: string,
  namespace: string,
  { name, objectName, scaling }: WorkloadContext,
): Alert {
  return {
    alert: 'AtMaximumScale',
    expr: `kube_horizontalpodautoscaler_status_current_replicas{namespace="${namespace}",horizontalpodautoscaler=~"(keda-hpa-)?${objectName}"} >= ${scaling?.max}`,
    for: '30m',
    severity: 'ticket',
    summary: `${objectName} in ${environment} has run as many pods as it may for 30 minutes`,
    runbook: 'scale',
    about: { workload: name },
  };
}

function data(ctx: RenderContext, environment: EnvironmentContext): Alert[] {
  return [
    ...backedUp(environment).flatMap(need => backupAge(environment, need)),
    ...environment.needs.flatMap(need => connections(environment, need)),
    ...environment.workloads.flatMap(workload => lag(environment, workload)),
    ...buried(ctx, environment),
  ];
}

function backupAge(
  { name, namespace }: EnvironmentContext,
  { backup, name: needName, objectName }: NeedContext,
): Alert[] {
  const objective = backup?.objective ?? '26h';
  const allowed = seconds(objective);
  const job = `namespace="${namespace}",cronjob="${objectName}-backup"`;
  return [
    {
      alert: 'BackupTooOld',
      // One that never ran is as old as its schedule.
      expr: `time() - max(kube_cronjob_status_last_successful_time{${job}}) > ${allowed}
or (
  time() - max(kube_cronjob_created{${job}}) > ${allowed}
  unless max(kube_cronjob_status_last_successful_time{${job}})
)
`,
      for: '5m',
      severity: 'page',
      summary: `the newest backup of ${objectName} in ${name} is older than ${objective}`,
      runbook: 'restore',
      about: { need: needName },
    },
  ];
}

function connections(
  { name, namespace }: EnvironmentContext,
  { name: needName, objectName, provider }: NeedContext,
): Alert[] {
  return provider === 'cloudnative-pg'
    ? [
        {
          alert: 'DatabaseConnectionsNearLimit',
          expr: `sum by (pod) (cnpg_backends_total{namespace="${namespace}",pod=~"${objectName}-.*"})
  / max by (pod) (cnpg_pg_settings_setting{namespace="${namespace}",pod=~"${objectName}-.*",name="max_connections"}) > 0.8
`,
          for: '10m',
          severity: 'ticket',
          summary: `${objectName} in ${name} has used 80 % of its connections for 10 minutes`,
          runbook: 'scale',
          about: { need: needName },
        },
      ]
    : [];
}

function lag(
  { name, needs }: EnvironmentContext,
  { name: workloadName, objectName, scaleOn }: WorkloadContext,
): Alert[] {
  const need = needs.find(other => other.name === scaleOn?.need);
  return need?.type === 'kafka' && scaleOn
    ? [
        {
          alert: 'ConsumerLag',
          expr: `sum(kafka_consumergroup_lag{consumergroup="${objectName}"}) > ${
            scaleOn.depth * 100
          }`,
          for: '15m',
          severity: 'ticket',
          summary: `${objectName} in ${name} does not keep up with what is sent`,
          runbook: 'scale',
          about: { workload: workloadName },
        },
      ]
    : [];
}

function certificate(
  ctx: RenderContext,
  { name, namespace, expose }: EnvironmentContext,
): Alert[] {
  return expose?.tls
    ? [
        {
          alert: 'CertificateEnds',
          expr: `certmanager_certificate_expiration_timestamp_seconds{namespace="${namespace}",name=~"${ctx.name}(-tls)?"} - time() < 14 * 24 * 3600`,
          for: '1h',
          severity: 'ticket',
          summary: `the certificate of ${ctx.name} in ${name} ends within 14 days and was not renewed`,
          runbook: 'rotate',
        },
      ]
    : [];
}
