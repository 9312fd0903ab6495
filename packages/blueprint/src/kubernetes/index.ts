export * from './types';
export { toYaml } from './serialize';
export { inCustomaryOrder } from './order';
