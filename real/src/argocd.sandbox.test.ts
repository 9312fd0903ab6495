import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
/* eslint-disable @backstage/no-forbidden-package-imports -- the module's own helper, which is no part of what it gives to others */
import { TestGitea } from '@slipway/plugin-scaffolder-backend-module-slipway/src/__testUtils__/gitea';
import { freePorts, startSandbox } from '@slipway/sandbox';
import { ArgocdWorld, describeArgocdContract } from './argocd/contract';
import { requestText } from './http';

jest.setTimeout(120_000);

/** Fixed, and said so: the sandbox listens on loopback alone and holds nothing. */
const token = 'sandbox-argocd';

async function start(): Promise<ArgocdWorld> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-sandbox-'));
  const { addresses, stop } = await startSandbox({ dataDir, ports: freePorts });
  const under = async (fault: string, during: () => Promise<void>) => {
    const faults = `${addresses.control}/faults`;
    const body = JSON.stringify({ target: 'argocd', fault });
    await requestText(faults, { method: 'POST', body });
    try {
      await during();
    } finally {
      await requestText(faults, { method: 'DELETE' });
    }
  };
  return {
    url: addresses.argocd,
    username: 'admin',
    password: 'sandbox',
    cluster: { url: addresses.kubernetes.local, token: 'sandbox-kubernetes' },
    clusterName: 'local',
    gitea: new TestGitea(addresses.gitea, 'slipway', 'sandbox'),
    powerless: during => under('forbid', () => during(token)),
    ended: during => under('expire', () => during(token)),
    async stop() {
      await stop();
      await fs.rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

describeArgocdContract("the sandbox's Argo CD", start);
