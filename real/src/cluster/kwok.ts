import fs from 'node:fs/promises';
import path from 'node:path';
import { Client } from '../contract/client';
import { buildProgram } from '../programs/goBuild';
import { programs } from '../programs/programs';
import { freePort, Keep, untilReady } from './ready';
import { stages } from './stages';
import { startSupervised } from './supervised';

const ZONES = ['a', 'b', 'c'];

function node(zone: string) {
  const name = `node-${zone}`;
  const capacity = {
    cpu: '8',
    memory: '32Gi',
    pods: '110',
    'ephemeral-storage': '100Gi',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/zone': zone,
      },
    },
    status: { capacity, allocatable: capacity },
  };
}

/** Three nodes that nobody has, and KWOK, which says of them and of the pods on them what kubelets would say. */
export async function startNodes(
  folder: string,
  kubeconfig: string,
  client: Client,
  keep: Keep,
): Promise<void> {
  const config = path.join(folder, 'stages.yaml');
  await fs.writeFile(config, await stages());
  const kwok = startSupervised(
    await buildProgram(programs.kwok),
    [
      `--kubeconfig=${kubeconfig}`,
      `--config=${config}`,
      '--manage-all-nodes=true',
      '--node-ip=127.0.0.1',
      `--server-address=127.0.0.1:${await freePort()}`,
      '--node-lease-duration-seconds=40',
    ],
    {
      logFile: path.join(folder, 'kwok.log'),
      cwd: folder,
      // Where its own defaults would be kept.
      env: { HOME: folder },
    },
  );
  keep(kwok);
  for (const zone of ZONES) {
    const { status, body } = await client.post('/api/v1/nodes', node(zone));
    if (status !== 201) {
      throw new Error(`node ${zone}: ${JSON.stringify(body)}`);
    }
  }
  await untilReady('kwok', kwok, async () => {
    const { body } = await client.get('/api/v1/nodes');
    return body.items.every(
      ({ spec, status }: any) =>
        !spec.taints?.length &&
        status.conditions?.some(
          (one: any) => one.type === 'Ready' && one.status === 'True',
        ),
    );
  });
}
