import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../context';
import type { Part, PodAddition } from './part';

/** What all parts add to the pods of a workload, in the order of the parts. */
export function additionOf(
  parts: readonly Part[],
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
): PodAddition {
  const additions = parts.flatMap(
    part => part.pod?.(ctx, environment, workload) ?? [],
  );
  const all = <K extends keyof PodAddition>(field: K) =>
    additions.flatMap(addition => (addition[field] ?? []) as never[]);
  const merged = (field: 'labels' | 'annotations') => {
    const given = additions.flatMap(addition =>
      addition[field] ? [addition[field]] : [],
    );
    return given.length ? { [field]: Object.assign({}, ...given) } : {};
  };
  return {
    ...merged('labels'),
    ...merged('annotations'),
    env: all('env'),
    envFrom: all('envFrom'),
    volumes: all('volumes'),
    volumeMounts: all('volumeMounts'),
    initContainers: all('initContainers'),
    sidecars: all('sidecars'),
  };
}
