import { applyOverride } from './merge';
import type {
  Environment,
  Repository,
  Runtime,
  ServiceInput,
  Workload,
} from './schema';

/** The name of the workload that `workload:` stands for. Its objects are called as the service is. */
export const MAIN_WORKLOAD = 'main';

/** A checked service spec, its shorthands spelled out. */
export interface Service {
  apiVersion: 'slipway.dev/v1alpha1';
  kind: 'Service';
  metadata: {
    name: string;
    owner: string;
    system?: string;
    description?: string;
  };
  spec: {
    runtime: Runtime;
    workloads: Record<string, Workload>;
    /** In promotion order. */
    environments: Record<string, Environment>;
    repository: Repository;
    image?: string;
  };
}

/** Spells out the shorthands of a document that the schema and the rules accepted. */
export function expandService(input: ServiceInput): Service {
  const { workload, workloads, ...spec } = input.spec;
  return {
    apiVersion: input.apiVersion,
    kind: input.kind,
    metadata: { ...input.metadata },
    spec: {
      runtime: spec.runtime,
      workloads: workload ? { [MAIN_WORKLOAD]: workload } : workloads ?? {},
      environments: spec.environments,
      repository: { ...spec.repository },
      ...(spec.image === undefined ? {} : { image: spec.image }),
    },
  };
}

/** The document that {@link expandService} reads back to the same service: what slipway.yaml holds. */
export function serviceDocument(service: Service): ServiceInput {
  const { workloads, ...spec } = service.spec;
  const names = Object.keys(workloads);
  const shorthand = names.length === 1 && names[0] === MAIN_WORKLOAD;
  return {
    apiVersion: service.apiVersion,
    kind: service.kind,
    metadata: service.metadata,
    spec: {
      runtime: spec.runtime,
      ...(shorthand ? { workload: workloads[MAIN_WORKLOAD] } : { workloads }),
      environments: spec.environments,
      repository: spec.repository,
      ...(spec.image === undefined ? {} : { image: spec.image }),
    },
  };
}

/** A workload as it is in one environment: the workload, the environment's word for all, its word for this one. */
export function workloadIn(
  service: Service,
  workloadName: string,
  environmentName: string,
): Workload {
  const environment = service.spec.environments[environmentName];
  const { cluster, namespace, workloads, ...forAll } = environment;
  const base = service.spec.workloads[workloadName];
  return applyOverride(
    applyOverride(base, forAll),
    workloads && Object.hasOwn(workloads, workloadName)
      ? workloads[workloadName]
      : {},
  );
}
