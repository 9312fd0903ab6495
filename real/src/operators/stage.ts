import { labels } from '@slipway/model';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeKubeconfig } from '../cluster/kubeconfig';
import { RealClusterOptions, startRealCluster } from '../cluster/realCluster';
import { Supervised } from '../cluster/supervised';
import { Client } from '../contract/client';
import { installDefinitions } from '../judges/definitions';
import { make, Stage } from './operator';

/** Where the objects of a service called payments are made. */
export const namespace = 'shop-prod';
export const labelled = {
  [labels.kubernetesId]: 'payments',
  [labels.service]: 'payments',
  [labels.environment]: 'prod',
};

/** A cluster for as long as it takes. */
export async function onStage<T>(
  definitions: { module: string; version: string; folder: string }[],
  during: (stage: Stage) => Promise<T>,
  options?: RealClusterOptions,
): Promise<T> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-operators-'));
  const started: Supervised[] = [];
  const cluster = await startRealCluster(options);
  try {
    const client = new Client(cluster);
    const stage: Stage = {
      client,
      folder,
      kubeconfig: await writeKubeconfig(
        path.join(folder, 'kubeconfig'),
        cluster,
      ),
      keep: program => started.push(program),
    };
    for (const one of definitions) {
      await installDefinitions(client, one);
    }
    await make(stage, '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    return await during(stage);
  } finally {
    for (const program of started.reverse()) {
      await program.stop();
    }
    await cluster.stop();
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
