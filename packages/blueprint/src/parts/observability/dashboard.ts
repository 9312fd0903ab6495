import type { IConfigMap } from 'kubernetes-models/v1';
import type { EnvironmentContext, RenderContext } from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { readersOf } from '../needs/queue';
import { measureOf, SERVICE, WORKLOAD } from './measures';
import type { Measure } from './measures';

/** On one screen: how many requests or messages, how many fail, how long they take, how full the pods are. */
export function dashboard(
  ctx: RenderContext,
  environment: EnvironmentContext,
): KubernetesObject {
  const pods = `namespace=~"$namespace",pod=~"${ctx.name}-.*"`;
  const containers = `${pods},container!=""`;
  const measures = new Set(
    environment.workloads.flatMap(workload => measureOf(workload) ?? []),
  );
  const panels = [
    ...[...measures].flatMap(measure => requestPanels(ctx, measure)),
    ...(readersOf(ctx, environment).length ? messagePanels(ctx) : []),
    panel(
      'Memory',
      'bytes',
      `max by (pod) (container_memory_working_set_bytes{${containers}})`,
    ),
    panel(
      'CPU',
      'none',
      `sum by (pod) (rate(container_cpu_usage_seconds_total{${containers}}[5m]))`,
    ),
    panel(
      'Restarts',
      'none',
      `sum by (pod) (increase(kube_pod_container_status_restarts_total{${pods}}[1h]))`,
    ),
  ].map((each, index) => ({
    ...each,
    id: index + 1,
    gridPos: { h: 8, w: 8, x: (index % 3) * 8, y: Math.floor(index / 3) * 8 },
  }));
  const object: IConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${ctx.name}-dashboard`,
      labels: { grafana_dashboard: '1' },
    },
    data: {
      [`${ctx.name}.json`]: `${JSON.stringify(
        {
          title: ctx.name,
          uid: `slipway-${ctx.name}`.slice(0, 40),
          schemaVersion: 41,
          refresh: '30s',
          time: { from: 'now-6h', to: 'now' },
          templating: {
            list: [
              {
                name: 'namespace',
                type: 'query',
                // Known of every service, whatever it measures.
                query: `label_values(kube_pod_info{pod=~"${ctx.name}-.*"}, namespace)`,
                includeAll: true,
                multi: true,
              },
            ],
          },
          panels,
        },
        undefined,
        2,
      )}\n`,
    },
  };
  return object as unknown as KubernetesObject;
}

function requestPanels(
  { name }: RenderContext,
  { requests, failed, duration }: Measure,
) {
  const own = `${SERVICE}="${name}",namespace=~"$namespace"`;
  const rate = (series: string, by: string) =>
    `sum by (${by}) (rate(${series}[5m]))`;
  return [
    panel('Requests', 'reqps', rate(`${requests}{${own}}`, WORKLOAD)),
    panel(
      'Failed',
      'percentunit',
      `${rate(`${requests}{${own},${failed}}`, WORKLOAD)} / ${rate(
        `${requests}{${own}}`,
        WORKLOAD,
      )}`,
    ),
    panel(
      'Slowest 1 %',
      's',
      `histogram_quantile(0.99, ${rate(
        `${duration}{${own}}`,
        `le, ${WORKLOAD}`,
      )})`,
    ),
  ];
}

function messagePanels({ name }: RenderContext) {
  const own = `${SERVICE}="${name}",namespace=~"$namespace"`;
  return [
    panel(
      'Messages',
      'ops',
      `sum by (${WORKLOAD}, result) (rate(messages_total{${own}}[5m]))`,
    ),
    panel(
      'Slowest 1 % of messages',
      's',
      `histogram_quantile(0.99, sum by (le, ${WORKLOAD}) (rate(message_duration_seconds_bucket{${own}}[5m])))`,
    ),
  ];
}

function panel(title: string, unit: string, expr: string) {
  return {
    title,
    type: 'timeseries',
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: [{ expr, refId: 'A' }],
  };
}
