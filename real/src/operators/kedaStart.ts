import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../cluster/ready';
import { Supervised } from '../cluster/supervised';
import { eventually } from '../eventually';
import { operators } from '../programs/programs';
import { run } from '../programs/run';
import { make, Stage, startOperator } from './operator';

const home = 'keda';
const group = 'external.metrics.k8s.io';

/** The operator, and the server by which autoscalers ask it; that one is given back. */
export async function startKeda(stage: Stage): Promise<Supervised> {
  await make(stage, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: home },
  });
  const folder = await certificates(stage);
  const asked = `127.0.0.1:${await freePort()}`;
  const env = {
    KEDA_CLUSTER_OBJECT_NAMESPACE: home,
    POD_NAMESPACE: home,
    // All of them.
    WATCH_NAMESPACE: '',
  };
  await startOperator(
    operators.keda,
    [
      '--metrics-bind-address=0',
      '--health-probe-bind-address=0',
      `--metrics-service-bind-address=${asked}`,
      `--cert-dir=${folder}`,
    ],
    stage,
    env,
  );
  const port = await freePort();
  const metrics = await startOperator(
    operators.kedaMetrics,
    [
      `--metrics-service-address=${asked}`,
      `--cert-dir=${folder}`,
      `--tls-cert-file=${folder}/tls.crt`,
      `--tls-private-key-file=${folder}/tls.key`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--port=${await freePort()}`,
      `--lister-kubeconfig=${stage.kubeconfig}`,
      `--authentication-kubeconfig=${stage.kubeconfig}`,
      `--authorization-kubeconfig=${stage.kubeconfig}`,
      '--authentication-skip-lookup',
    ],
    stage,
    env,
  );
  await open(stage);
  await announce(stage, port);
  return metrics;
}

/** One for all that the two say to each other. */
async function certificates({ folder }: Stage): Promise<string> {
  const kept = path.join(folder, 'certificates');
  await mkdir(kept);
  await run(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', 'tls.key', '-out', 'tls.crt'],
    ],
    { cwd: kept },
  );
  await run('cp', ['tls.crt', 'ca.crt'], { cwd: kept });
  return kept;
}

/** To everybody: the API server of this room has no certificate for its own calls, and so asks without a name. */
async function open(stage: Stage): Promise<void> {
  const kinds = '/apis/rbac.authorization.k8s.io/v1';
  const metadata = { name: 'asks-for-metrics' };
  await make(stage, `${kinds}/clusterroles`, {
    metadata,
    rules: [
      { apiGroups: [group], resources: ['*'], verbs: ['get', 'list'] },
      {
        nonResourceURLs: [`/apis/${group}`, `/apis/${group}/*`],
        verbs: ['get'],
      },
    ],
  });
  await make(stage, `${kinds}/clusterrolebindings`, {
    metadata,
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: metadata.name,
    },
    subjects: [{ kind: 'User', name: 'system:anonymous' }],
  });
}

async function announce(stage: Stage, port: number): Promise<void> {
  const name = 'keda-metrics-apiserver';
  await make(stage, `/api/v1/namespaces/${home}/services`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { type: 'ExternalName', externalName: 'localhost' },
  });
  const services = '/apis/apiregistration.k8s.io/v1/apiservices';
  const service = `v1beta1.${group}`;
  await make(stage, services, {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: service },
    spec: {
      group,
      version: 'v1beta1',
      service: { name, namespace: home, port },
      insecureSkipTLSVerify: true,
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  });
  await eventually(`${group} is served`, async () => {
    const { body } = await stage.client.get(`${services}/${service}`);
    const available = body.status?.conditions?.[0];
    return available?.status === 'True'
      ? { value: available }
      : { last: available };
  });
}
