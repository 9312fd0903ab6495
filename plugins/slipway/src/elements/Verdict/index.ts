export { Verdict } from './Verdict';
export type { Shape } from './Verdict';
