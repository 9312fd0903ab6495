export { Strip } from './Strip';
export type { Cell } from './Strip';
