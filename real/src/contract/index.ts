export { describeKubernetesContract } from './describeKubernetesContract';
export type { Subject } from './client';
