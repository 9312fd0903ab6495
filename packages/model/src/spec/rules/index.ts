export { crossFieldProblems } from './rules';
export type { Problem } from './problem';
