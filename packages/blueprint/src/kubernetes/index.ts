export * from './types';
export { toYaml } from './serialize';
export { longestName } from './names';
