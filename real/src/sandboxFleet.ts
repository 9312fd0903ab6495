import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePorts, startSandbox } from '@slipway/sandbox';
import { Subject } from './contract';
import { requestText } from './http';

/** Fixed, and said so: the sandbox listens on loopback alone and holds nothing. */
const token = 'sandbox-kubernetes';

export interface SandboxFleet {
  clusters: Record<'local' | 'eu-1', Subject>;
  stop(): Promise<void>;
}

/** The sandbox's clusters, as far as they claim to be Kubernetes; with `examplesDir`, what runs there too. */
export async function startSandboxFleet(
  examplesDir?: string,
): Promise<SandboxFleet> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-sandbox-'));
  const sandbox = await startSandbox({
    dataDir,
    examplesDir,
    ports: freePorts,
  });
  const stop = async () => {
    await sandbox.stop();
    await fs.rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  };
  const { control, kubernetes } = sandbox.addresses;
  const subject = (name: 'local' | 'eu-1'): Subject => {
    const target = `kubernetes/${name}`;
    const fail = (fault: string) =>
      call(`${control}/faults`, 'POST', { target, fault });
    const mend = () => call(`${control}/faults`, 'DELETE');
    const under = async (fault: string, during: () => Promise<void>) => {
      await fail(fault);
      try {
        await during();
      } finally {
        await mend();
      }
    };
    return {
      url: kubernetes[name],
      token,
      forgetting: during => under('gone', during),
      powerless: during => under('forbid', () => during(token)),
      async losing(during) {
        try {
          await during(token, () => fail('forbid'));
        } finally {
          await mend();
        }
      },
      stop,
    };
  };
  return {
    clusters: { local: subject('local'), 'eu-1': subject('eu-1') },
    stop,
  };
}

async function call(url: string, method: string, body?: object): Promise<void> {
  const answer = await requestText(url, {
    method,
    body: body && JSON.stringify(body),
  });
  if (answer.status >= 300) {
    throw new Error(`the sandbox refused ${method} ${url}: ${answer.body}`);
  }
}
