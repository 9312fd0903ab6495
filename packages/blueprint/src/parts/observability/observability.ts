import type { EnvironmentContext } from '../../context';
import type { Part } from '../part';
import { alerts } from './alerts';
import { dashboard } from './dashboard';
import { monitor } from './monitors';
import { tracingVariables } from './tracing';

const OPERATOR = 'monitoring.coreos.com/v1';

/** What Prometheus reads, what it wakes people for, and what they then look at; and where spans are told. */
export const observabilityPart: Part = {
  name: 'observability',
  objects(ctx, environment) {
    if (!hasOperator(environment)) {
      return [];
    }
    const { observability, stage } = environment;
    return [
      ...environment.workloads
        .filter(({ metrics }) => metrics)
        .map(workload => ({
          file: 'monitors.yaml',
          object: monitor(ctx, environment, workload),
        })),
      // Nobody is woken for an environment where things are tried out.
      ...(observability.alerts !== false && stage !== 'dev'
        ? [
            {
              file: 'alerts.yaml',
              object: alerts(ctx, environment),
              whole: true as const,
            },
          ]
        : []),
      ...(observability.dashboard !== false
        ? [{ file: 'dashboard.yaml', object: dashboard(ctx, environment) }]
        : []),
    ];
  },
  pod(ctx, environment, workload) {
    const env = tracingVariables(ctx, environment, workload);
    return {
      ...(env.length ? { env } : {}),
      ...(environment.profile.monitoring?.by === 'annotations' &&
      workload.metrics
        ? {
            annotations: {
              'prometheus.io/scrape': 'true',
              'prometheus.io/port': String(workload.metrics.port),
              'prometheus.io/path': workload.metrics.path,
            },
          }
        : {}),
    };
  },
};

function hasOperator({ profile }: EnvironmentContext): boolean {
  return (
    profile.monitoring?.by === 'operator' && profile.apis.includes(OPERATOR)
  );
}
