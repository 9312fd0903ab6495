import path from 'node:path';
import { Client } from '../contract/client';
import { buildProgram } from '../programs/goBuild';
import { programs } from '../programs/programs';
import { Keep, untilReady } from './ready';
import { startSupervised } from './supervised';

export interface ControllersPlan {
  folder: string;
  kubeconfig: string;
  /** With which tokens of service accounts are signed. */
  keyFile: string;
}

/** What makes ReplicaSets of Deployments and pods of ReplicaSets, counts quotas, runs Jobs, and what finds nodes for pods. */
export async function startControllers(
  { folder, kubeconfig, keyFile }: ControllersPlan,
  client: Client,
  keep: Keep,
): Promise<void> {
  // Nobody asks them anything, so they listen nowhere.
  const common = [
    `--kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--secure-port=0',
  ];
  const manager = startSupervised(
    await buildProgram(programs.kubeControllerManager),
    [...common, `--service-account-private-key-file=${keyFile}`],
    {
      logFile: path.join(folder, 'kube-controller-manager.log'),
      cwd: folder,
    },
  );
  keep(manager);
  const scheduler = startSupervised(
    await buildProgram(programs.kubeScheduler),
    common,
    { logFile: path.join(folder, 'kube-scheduler.log'), cwd: folder },
  );
  keep(scheduler);
  await untilReady('kube-controller-manager', manager, async () => {
    const { status } = await client.get(
      '/api/v1/namespaces/default/serviceaccounts/default',
    );
    return status === 200;
  });
}
