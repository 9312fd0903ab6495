export { carriesImages, isAsRendered, versionIn, withVersion } from './images';
export type { Version } from './images';
export { planFiles } from './plan';
export type { PlannedFile, Step } from './plan';
