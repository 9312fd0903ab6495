import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort, untilReady } from '../cluster/ready';
import { startSupervised } from '../cluster/supervised';
import { requestText } from '../http';
import { RealPlatform, variables } from './realPlatform';

/** The portal's back end as people run it, asked as they ask it. */
export interface RealPortal {
  url: string;
  ask(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: any }>;
  stop(): Promise<void>;
}

// eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
const ROOT = path.resolve(__dirname, '../../..');

/** The whole portal on a platform, its data in a folder that goes when it goes. */
export async function startRealPortal(
  platform: RealPlatform,
): Promise<RealPortal> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-portal-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = startSupervised(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
      ...['--config', '../../app-config.yaml'],
      ...['--config', '../../app-config.real.yaml'],
    ],
    {
      logFile: path.join(folder, 'log'),
      cwd: path.join(ROOT, 'packages/backend'),
      env: {
        ...variables(platform),
        NODE_ENV: 'development',
        SLIPWAY_PORT: String(port),
        SLIPWAY_DATA: path.join(folder, 'data'),
      },
    },
  );
  const stop = async () => {
    await program.stop();
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await untilReady('the portal', program, async () => {
      const health = `${url}/.backstage/health/v1/readiness`;
      return (await requestText(health)).status === 200;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...portalAt(url), stop };
}

/** A portal that runs, asked as its guest asks it. */
export function portalAt(url: string): Omit<RealPortal, 'stop'> {
  const call = async (
    method: string,
    where: string,
    token?: string,
    body?: object,
  ) => {
    const answer = await requestText(`${url}${where}`, {
      method,
      token,
      body: body && JSON.stringify(body),
    });
    const { status } = answer;
    return { status, body: answer.body ? JSON.parse(answer.body) : {} };
  };
  return {
    url,
    async ask(method, where, body) {
      const session = await call('POST', '/api/auth/guest/refresh');
      const { token } = session.body.backstageIdentity;
      return call(method, where, token, body);
    },
  };
}
