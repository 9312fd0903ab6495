import { applyOverride } from './merge';
import { placeFields, serviceFields } from './schema/environment';
import type { Environment } from './schema/environment';
import { suiting } from './schema/workload';
import type { ServiceInput, Workload } from './schema/service';

/** The name of the workload that `workload:` stands for. Its objects are called as the service is. */
export const MAIN_WORKLOAD = 'main';

type Input = ServiceInput['spec'];

/** A checked service spec, its shorthands spelled out. */
export interface Service extends Omit<ServiceInput, 'spec'> {
  spec: Omit<Input, 'workload' | 'workloads'> & {
    workloads: Record<string, Workload>;
  };
}

/** What of a spec an environment may say otherwise: the service as it is in one place. */
export type ServiceSpec = Pick<
  Service['spec'],
  | 'workloads'
  | 'needs'
  | 'secrets'
  | 'expose'
  | 'delivery'
  | 'network'
  | 'observability'
>;

/** Spells out the shorthands of a document that the schema and the rules accepted. */
export function expandService(input: ServiceInput): Service {
  const { workload, workloads, ...spec } = input.spec;
  return {
    ...input,
    spec: {
      ...spec,
      workloads: workload ? { [MAIN_WORKLOAD]: workload } : workloads ?? {},
    },
  };
}

/** The document that {@link expandService} reads back to the same service: what slipway.yaml holds. */
export function serviceDocument(service: Service): ServiceInput {
  const { runtime, workloads, environments, repository, ...others } =
    service.spec;
  const names = Object.keys(workloads);
  const shorthand = names.length === 1 && names[0] === MAIN_WORKLOAD;
  return {
    apiVersion: service.apiVersion,
    kind: service.kind,
    metadata: service.metadata,
    spec: {
      runtime,
      ...(shorthand ? { workload: workloads[MAIN_WORKLOAD] } : { workloads }),
      environments,
      ...others,
      repository,
    },
  };
}

/** What an environment says otherwise, in the shape of the spec that it is laid over. */
export function overridesOf(
  service: Pick<Service, 'spec'>,
  environmentName: string,
): Record<string, unknown> {
  const environment = service.spec.environments[environmentName];
  const own = pick(environment, name => serviceFields.includes(name));
  const forAll = pick(
    environment,
    name => !serviceFields.includes(name) && !placeFields.includes(name),
  );
  const workloads = Object.entries(service.spec.workloads ?? {}).map(
    ([name, workload]) => [
      name,
      applyOverride(
        suiting(workload?.type, forAll),
        environment.workloads && Object.hasOwn(environment.workloads, name)
          ? environment.workloads[name]
          : {},
        { keepNull: true },
      ),
    ],
  );
  return { ...own, workloads: Object.fromEntries(workloads) };
}

function pick(
  environment: Environment,
  wanted: (name: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name, value]) => wanted(name) && value !== undefined,
    ),
  );
}

/** The service as it is in one environment: the common spec, and what the environment says otherwise. */
export function specIn(service: Service, environmentName: string): ServiceSpec {
  const { workloads, needs, secrets, expose, delivery, network } = service.spec;
  const common = {
    workloads,
    needs,
    secrets,
    expose,
    delivery,
    network,
    observability: service.spec.observability,
  };
  return applyOverride(common, overridesOf(service, environmentName));
}
