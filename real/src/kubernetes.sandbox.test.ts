import { describeKubernetesContract } from './contract';
import { startSandboxFleet } from './sandboxFleet';

jest.setTimeout(60_000);

describeKubernetesContract(
  'the sandbox',
  async () => (await startSandboxFleet()).clusters.local,
);
