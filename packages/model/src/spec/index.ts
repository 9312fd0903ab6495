export { nearestName } from './nearest';
export { serviceNameRule } from './serviceName';
export { applyOverride } from './merge';
export { serviceJsonSchema } from './schema';
export type {
  Environment,
  Repository,
  Resources,
  Runtime,
  ServiceInput,
  Workload,
  WorkloadOverride,
} from './schema';
export {
  expandService,
  MAIN_WORKLOAD,
  serviceDocument,
  workloadIn,
} from './service';
export type { Service } from './service';
export { checkService, parseService } from './parse';
export type { CheckedService } from './parse';
