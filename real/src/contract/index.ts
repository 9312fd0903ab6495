export { describeKubernetesContract } from './describeKubernetesContract';
export type { Address, Subject } from './client';
