export { firstDayOf, gitopsOf, renderService, versionPlacesOf } from './render';
export type { Rendered, VersionPlace } from './render';
export {
  reasonOf,
  ruleReasons,
  validateTree,
  withExceptions,
} from './validate';
export { nameRoom } from './nameRoom';
export { asksOf } from './validate/quota/asks';
export type { Ask } from './validate/quota/asks';
export { evaluateOverlay, OverlayError, setImage } from './kustomize';
export { environmentsOf, imageOf } from './context';
export { overlayPath } from './places';
export { repositoryFacts } from './repository';
export type { RepositoryFacts } from './repository';
export type { KubernetesObject } from './kubernetes';
export { LOCK_FILE, PRISTINE_FILE, readLock, readPristine } from './pristine';
export type { Lock } from './pristine';
export type { FileClass, PartFile } from './files';
export type { KindTable, Shape } from './kinds';
export { parts } from './parts';
export {
  carriesImages,
  isAsRendered,
  planFiles,
  versionIn,
  withVersion,
} from './plan';
export type { PlannedFile, Step, Version } from './plan';
export { inspectRepository, isForeign, renderBeside } from './inspect';
export type { Beside, Inspection, Kept, Seen } from './inspect';
export { explainValues } from './resolve';
export type { ExplainedValue } from './resolve';
export type { Part, PartObject, PodAddition } from './parts/part';
export { managed, seeded } from './files';
export type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from './context';
export { GOLDEN_PATH_VERSION } from './version';
