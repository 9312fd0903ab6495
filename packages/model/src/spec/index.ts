export { nearestName } from './nearest';
export { serviceNameRule } from './serviceName';
export { applyOverride } from './merge';
export { runtimes, serviceJsonSchema } from './schema/service';
export type {
  Build,
  Delivery,
  Exception,
  Expose,
  Need,
  Network,
  Observability,
  Repository,
  Resources,
  Runtime,
  Secrets,
  ServiceInput,
  Workload,
} from './schema/service';
export type { Environment, WorkloadOverride } from './schema/environment';
export { stages } from './schema/environment';
export type { WorkloadType } from './schema/workload';
export { serving, suiting, workloadTypes } from './schema/workload';
export { needProviders, usualNeedName } from './schema/need';
export type { NeedType } from './schema/need';
export type { Override } from './schema/override';
export {
  expandService,
  MAIN_WORKLOAD,
  overridesOf,
  serviceDocument,
  specIn,
} from './service';
export type { Service, ServiceSpec } from './service';
export { checkService, parseService } from './parse';
export type { CheckedService } from './parse';
export { convertSpec } from './convert';
export type { Conversion, Converted } from './convert';
