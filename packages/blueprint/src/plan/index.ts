export { planFiles } from './plan';
export type { PlannedFile, Step } from './plan';
