import type { IConfigMap } from 'kubernetes-models/v1';
import type { EnvironmentContext, RenderContext } from '../../context';
import type { KubernetesObject } from '../../kubernetes';

const own = (name: string) =>
  `slipway_dev_service="${name}",namespace=~"$namespace"`;

/** Four answers on one screen: how many requests, how many fail, how long they take, how full the pods are. */
export function dashboard(
  ctx: RenderContext,
  _environment: EnvironmentContext,
): KubernetesObject {
  const pods = `namespace=~"$namespace",pod=~"${ctx.name}-.*",container!=""`;
  const panels = [
    panel(
      'Requests',
      'reqps',
      `sum by (slipway_dev_workload) (rate(http_requests_total{${own(
        ctx.name,
      )}}[5m]))`,
    ),
    panel(
      'Failed',
      'percentunit',
      `sum by (slipway_dev_workload) (rate(http_requests_total{${own(
        ctx.name,
      )},code=~"5.."}[5m])) / sum by (slipway_dev_workload) (rate(http_requests_total{${own(
        ctx.name,
      )}}[5m]))`,
    ),
    panel(
      'Slowest 1 %',
      's',
      `histogram_quantile(0.99, sum by (le, slipway_dev_workload) (rate(http_request_duration_seconds_bucket{${own(
        ctx.name,
      )}}[5m])))`,
    ),
    panel(
      'Memory',
      'bytes',
      `max by (pod) (container_memory_working_set_bytes{${pods}})`,
    ),
    panel(
      'CPU',
      'none',
      `sum by (pod) (rate(container_cpu_usage_seconds_total{${pods}}[5m]))`,
    ),
    panel(
      'Restarts',
      'none',
      `sum by (pod) (increase(kube_pod_container_status_restarts_total{namespace=~"$namespace",pod=~"${ctx.name}-.*"}[1h]))`,
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
                query: `label_values(http_requests_total{slipway_dev_service="${ctx.name}"}, namespace)`,
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

function panel(title: string, unit: string, expr: string) {
  return {
    title,
    type: 'timeseries',
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: [{ expr, refId: 'A' }],
  };
}
