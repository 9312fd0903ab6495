import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { requestText } from '../http';
import { buildProgram } from '../programs/goBuild';
import { programs } from '../programs/programs';
import { freePort, Keep, untilReady } from './ready';
import { startSupervised, Supervised } from './supervised';

export interface ApiServerPlan {
  folder: string;
  etcdUrl: string;
  port: number;
  keyFile: string;
  tokenFile: string;
  /** Whether each pod has one: somebody has to make them, then. */
  serviceAccounts: boolean;
}

export const tokens = { all: 'real-admin', none: 'real-nobody' };

export async function planApiServer(
  folder: string,
  etcdUrl: string,
  { serviceAccounts }: Pick<ApiServerPlan, 'serviceAccounts'>,
): Promise<ApiServerPlan> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const plan = {
    folder,
    etcdUrl,
    port: await freePort(),
    keyFile: path.join(folder, 'service-account.key'),
    tokenFile: path.join(folder, 'tokens.csv'),
    serviceAccounts,
  };
  await fs.writeFile(plan.keyFile, privateKey, { mode: 0o600 });
  await fs.writeFile(
    plan.tokenFile,
    `${tokens.all},admin,admin,"system:masters"\n${tokens.none},nobody,nobody\n`,
    { mode: 0o600 },
  );
  return plan;
}

export async function startApiServer(
  plan: ApiServerPlan,
  keep: Keep,
): Promise<{ url: string; ca: string; program: Supervised }> {
  const url = `https://127.0.0.1:${plan.port}`;
  const certificates = path.join(plan.folder, 'certificates');
  const program = startSupervised(
    await buildProgram(programs.kubeApiserver),
    [
      `--etcd-servers=${plan.etcdUrl}`,
      '--bind-address=127.0.0.1',
      // An address that nobody has: nothing is advertised, but the server insists on one that is not loopback.
      '--advertise-address=192.0.2.1',
      '--endpoint-reconciler-type=none',
      `--secure-port=${plan.port}`,
      `--cert-dir=${certificates}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${plan.keyFile}`,
      `--service-account-signing-key-file=${plan.keyFile}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      `--token-auth-file=${plan.tokenFile}`,
      '--anonymous-auth=false',
      '--authorization-mode=RBAC',
      ...(plan.serviceAccounts
        ? []
        : ['--disable-admission-plugins=ServiceAccount']),
      // Only the tests decide when the past is forgotten.
      '--etcd-compaction-interval=0',
    ],
    {
      logFile: path.join(plan.folder, 'kube-apiserver.log'),
      cwd: plan.folder,
    },
  );
  keep(program);
  const certificate = () =>
    fs.readFile(path.join(certificates, 'apiserver.crt'), 'utf8');
  await untilReady('kube-apiserver', program, async () => {
    const answer = await requestText(`${url}/readyz`, {
      token: tokens.all,
      ca: await certificate(),
    });
    return answer.status === 200;
  });
  return { url, ca: await certificate(), program };
}
