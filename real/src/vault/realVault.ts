import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort, untilReady } from '../cluster/ready';
import { startSupervised } from '../cluster/supervised';
import { requestText } from '../http';
import { buildProgram } from '../programs/goBuild';
import { programs } from '../programs/programs';

export interface RealVault {
  url: string;
  rootToken: string;
  unsealKey: string;
  stop(): Promise<void>;
}

/** Vault on loopback, unsealed and in memory. */
export async function startRealVault(): Promise<RealVault> {
  const binary = await buildProgram(programs.vault);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-vault-'));
  const port = await freePort();
  const rootToken = randomUUID();
  const logFile = path.join(folder, 'vault.log');
  const server = startSupervised(
    binary,
    [
      'server',
      '-dev',
      '-dev-no-store-token',
      `-dev-root-token-id=${rootToken}`,
      `-dev-listen-address=127.0.0.1:${port}`,
    ],
    { cwd: folder, env: { HOME: folder }, logFile },
  );
  const stop = async () => {
    await server.stop();
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilReady(
      'vault',
      server,
      async () => (await requestText(`${url}/v1/sys/health`)).status === 200,
    );
    let unsealKey: string | undefined;
    await untilReady('vault', server, async () => {
      // It says so once, when it has begun.
      const said = await fs.readFile(logFile, 'utf8');
      unsealKey = /Unseal Key: (\S+)/.exec(said)?.[1];
      return unsealKey !== undefined;
    });
    return { url, rootToken, unsealKey: unsealKey!, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
