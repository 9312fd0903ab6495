import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { planApiServer, startApiServer, tokens } from './apiServer';
import { compactEtcd, startEtcd } from './etcd';
import { Client } from '../contract/client';
import { startControllers } from './controllers';
import { writeKubeconfig } from './kubeconfig';
import { startNodes } from './kwok';
import { Keep } from './ready';
import { Supervised } from './supervised';

export interface RealCluster {
  url: string;
  /** May do everything. */
  token: string;
  /** Known to the server, may do nothing. */
  powerlessToken: string;
  ca: string;
  /** Forgets what was before now, as every cluster does in time: etcd compacts, and the API server starts again. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export interface RealClusterOptions {
  /** With controllers, a scheduler and nodes: what is wished for comes to be. */
  working?: boolean;
}

/** etcd and kube-apiserver on loopback, with data that goes when they go. */
export async function startRealCluster({
  working = false,
}: RealClusterOptions = {}): Promise<RealCluster> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-real-'));
  const started: Supervised[] = [];
  const keep: Keep = program => {
    started.push(program);
  };
  const stop = async () => {
    for (const program of started.splice(0).reverse()) {
      await program.stop();
    }
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const etcdUrl = await startEtcd(folder, keep);
    const plan = await planApiServer(folder, etcdUrl, {
      serviceAccounts: working,
    });
    let api = await startApiServer(plan, keep);
    if (working) {
      const address = { url: api.url, ca: api.ca, token: tokens.all };
      const client = new Client(address);
      const kubeconfig = await writeKubeconfig(
        path.join(folder, 'kubeconfig'),
        address,
      );
      const { keyFile } = plan;
      await startControllers({ folder, kubeconfig, keyFile }, client, keep);
      await startNodes(folder, kubeconfig, client, keep);
    }
    return {
      url: api.url,
      ca: api.ca,
      token: tokens.all,
      powerlessToken: tokens.none,
      async forget() {
        await compactEtcd(etcdUrl);
        // What the API server's own cache remembers goes with its process.
        await api.program.stop();
        api = await startApiServer(plan, keep);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
