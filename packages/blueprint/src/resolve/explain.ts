import type { PlatformBundle, Service } from '@slipway/model';
import { at } from '../kubernetes';
import type { Origin } from './layers';
import { resolveSpec } from './resolve';

export interface ExplainedValue {
  /** In the spec of the environment, e.g. `workloads.api.replicas`. */
  path: string;
  value: unknown;
  origin: Origin;
}

/** Every value of a service in one environment, and who set it. */
export function explainValues(
  service: Service,
  bundle: PlatformBundle,
  environment: string,
): ExplainedValue[] {
  const { value, origins } = resolveSpec(service, bundle, environment);
  return Object.entries(origins).map(([path, origin]) => ({
    path,
    value: at(value, ...path.split('.')),
    origin,
  }));
}
