export { startSandbox } from './sandbox';
export type { Sandbox, SandboxOptions } from './sandbox';
export { defaultPorts, freePorts } from './addresses';
export type { ClusterName, SandboxAddresses, SandboxPorts } from './addresses';
export { ManualClock, systemClock } from './clock';
export type { Clock } from './clock';
