export * from './types';
export { toYaml } from './serialize';
