import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePorts,
  startSandbox,
  type SandboxAddresses,
} from '@slipway/sandbox';
import { TestGitea } from './gitea';

/** The sandbox with an empty organization `shop`, and what tests ask of it. */
export class TestSandbox extends TestGitea {
  private constructor(
    readonly addresses: SandboxAddresses,
    private readonly end: () => Promise<void>,
  ) {
    super(addresses.gitea, 'slipway', 'sandbox');
  }

  static async start(): Promise<TestSandbox> {
    const dataDir = await mkdtemp(join(tmpdir(), 'slipway-actions-'));
    const sandbox = await startSandbox({
      dataDir,
      ports: freePorts,
    });
    const world = new TestSandbox(sandbox.addresses, async () => {
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    });
    await world.ask('POST', '/orgs', { username: 'shop' });
    return world;
  }

  stop(): Promise<void> {
    return this.end();
  }

  /** The portal's configuration of this sandbox; the addresses may be those of a gateway before it. */
  config({ gitea, argocd } = this.addresses) {
    return {
      integrations: {
        gitea: [this.integration(gitea)],
      },
      slipway: { create: { repository: { owner: 'shop' } } },
      argocd: {
        appLocatorMethods: [
          {
            type: 'config',
            instances: [
              {
                name: 'sandbox',
                url: argocd,
                frontendUrl: 'https://argocd.example.org',
                token: 'sandbox-argocd',
              },
            ],
          },
        ],
      },
    };
  }

  async fault(target: 'gitea' | 'argocd', fault: string): Promise<void> {
    const response = await fetch(`${this.addresses.control}/faults`, {
      method: 'POST',
      body: JSON.stringify({ target, fault }),
    });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  }

  async mend(): Promise<void> {
    await fetch(`${this.addresses.control}/faults`, { method: 'DELETE' });
  }

  async applications(): Promise<string[]> {
    const response = await fetch(
      `${this.addresses.argocd}/api/v1/applications`,
      { headers: { authorization: 'Bearer sandbox-argocd' } },
    );
    const { items } = await response.json();
    return (items ?? [])
      .map(({ metadata }: { metadata: { name: string } }) => metadata.name)
      .sort();
  }
}
