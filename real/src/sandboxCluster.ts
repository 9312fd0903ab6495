import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startSandbox } from '@slipway/sandbox';
import { Subject } from './contract';
import { requestText } from './http';

/** Fixed, and said so: the sandbox listens on loopback alone and holds nothing. */
const token = 'sandbox-kubernetes';

/** The sandbox, as far as it claims to be a Kubernetes API server. */
export async function startSandboxCluster(): Promise<Subject> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-sandbox-'));
  const sandbox = await startSandbox({
    dataDir,
    ports: { gitea: 0, argocd: 0, local: 0, 'eu-1': 0, control: 0 },
  });
  const control = async (method: string, body?: object) => {
    const answer = await requestText(`${sandbox.addresses.control}/faults`, {
      method,
      body: body && JSON.stringify(body),
    });
    if (answer.status >= 300) {
      throw new Error(`the sandbox refused ${method} /faults: ${answer.body}`);
    }
  };
  const under = async (fault: string, during: () => Promise<void>) => {
    await control('POST', { target: 'kubernetes/local', fault });
    try {
      await during();
    } finally {
      await control('DELETE');
    }
  };
  return {
    url: sandbox.addresses.kubernetes.local,
    token,
    forgetting: during => under('gone', during),
    powerless: during => under('forbid', () => during(token)),
    async stop() {
      await sandbox.stop();
      await fs.rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
