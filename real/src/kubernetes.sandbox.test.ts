import { describeKubernetesContract } from './contract';
import { startSandboxCluster } from './sandboxCluster';

jest.setTimeout(60_000);

describeKubernetesContract('the sandbox', startSandboxCluster);
