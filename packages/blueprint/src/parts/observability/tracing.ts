import type { IEnvVar } from 'kubernetes-models/v1';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';

/** OpenTelemetry's own variables, where the cluster has a collector: whatever library is in the image knows them. */
export function tracingVariables(
  ctx: RenderContext,
  { name, profile }: EnvironmentContext,
  workload: WorkloadContext,
): IEnvVar[] {
  const { system } = ctx.service.metadata;
  const about = {
    ...(system ? { 'service.namespace': system } : {}),
    'deployment.environment.name': name,
  };
  return profile.tracing
    ? [
        {
          name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
          value: profile.tracing.endpoint,
        },
        { name: 'OTEL_SERVICE_NAME', value: workload.objectName },
        {
          name: 'OTEL_RESOURCE_ATTRIBUTES',
          value: Object.entries(about)
            .map(([key, value]) => `${key}=${value}`)
            .join(','),
        },
      ]
    : [];
}
