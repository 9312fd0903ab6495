import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { IService } from 'kubernetes-models/v1';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../../context';
import type { KubernetesObject } from '../../../kubernetes';
import type { PartObject } from '../../part';
import { locked, unprivileged } from '../../workload/pod';
import { resourcesOf } from '../../workload/resources';
import { poolerName, POOLER_PORT, serverName } from '../address';
import { imageFor } from '../images';
import { needLabels, needSelector } from '../labels';
import { fromSecret } from '../secret';
import { databaseOf } from '../variables';

const ROLE = 'pgbouncer';

/** PgBouncer: many clients share few connections to the database. */
export function poolerObjects(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): PartObject[] {
  const file = `pgbouncer-${need.name}.yaml`;
  return [
    service(ctx, need),
    deployment(ctx, environment, need),
    ...(replicasOf(environment, need) > 1 ? [budget(ctx, need)] : []),
  ].map(object => ({
    file,
    object: object as unknown as KubernetesObject,
  }));
}

export function poolerSelector(
  ctx: RenderContext,
  need: NeedContext,
): Record<string, string> {
  return needSelector(ctx, need, ROLE);
}

function replicasOf(environment: EnvironmentContext, need: NeedContext) {
  return environment.stage === 'dev' ? 1 : need.pooler?.replicas ?? 2;
}

const labelsOf = (need: NeedContext) => ({
  ...needLabels(need),
  'app.kubernetes.io/component': ROLE,
});

function service(ctx: RenderContext, need: NeedContext): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: poolerName(need), labels: labelsOf(need) },
    spec: {
      selector: poolerSelector(ctx, need),
      ports: [
        {
          name: 'postgres',
          port: POOLER_PORT,
          targetPort: 'postgres',
          protocol: 'TCP',
        },
      ],
    },
  };
}

function deployment(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): IDeployment {
  const {
    maxClients = 1000,
    poolSize = 25,
    mode = 'transaction',
  } = need.pooler ?? {};
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: poolerName(need), labels: labelsOf(need) },
    spec: {
      replicas: replicasOf(environment, need),
      selector: { matchLabels: poolerSelector(ctx, need) },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      },
      template: {
        metadata: {
          labels: { ...labelsOf(need), ...poolerSelector(ctx, need) },
        },
        spec: {
          serviceAccountName: ctx.name,
          automountServiceAccountToken: false,
          securityContext: unprivileged,
          terminationGracePeriodSeconds: 60,
          containers: [
            {
              name: ROLE,
              image: imageFor(ctx, 'pgbouncer'),
              ports: [
                {
                  name: 'postgres',
                  containerPort: POOLER_PORT,
                  protocol: 'TCP',
                },
              ],
              env: [
                { name: 'DB_HOST', value: serverName(need) },
                { name: 'DB_PORT', value: String(need.port) },
                { name: 'DB_NAME', value: databaseOf(need) },
                { ...fromSecret(need, 'POSTGRES_USER'), name: 'DB_USER' },
                {
                  ...fromSecret(need, 'POSTGRES_PASSWORD'),
                  name: 'DB_PASSWORD',
                },
                { name: 'AUTH_TYPE', value: 'scram-sha-256' },
                { name: 'LISTEN_PORT', value: String(POOLER_PORT) },
                { name: 'POOL_MODE', value: mode },
                { name: 'MAX_CLIENT_CONN', value: String(maxClients) },
                { name: 'DEFAULT_POOL_SIZE', value: String(poolSize) },
              ],
              startupProbe: {
                tcpSocket: { port: 'postgres' },
                periodSeconds: 2,
                failureThreshold: 30,
              },
              livenessProbe: {
                tcpSocket: { port: 'postgres' },
                periodSeconds: 20,
                timeoutSeconds: 5,
              },
              readinessProbe: {
                exec: {
                  command: [
                    'pg_isready',
                    '-h',
                    '127.0.0.1',
                    '-p',
                    String(POOLER_PORT),
                  ],
                },
                periodSeconds: 10,
                timeoutSeconds: 5,
              },
              lifecycle: { preStop: { sleep: { seconds: 10 } } },
              resources: resourcesOf({
                requests: {
                  cpu: '20m',
                  memory: '32Mi',
                  ephemeralStorage: '16Mi',
                },
                limits: { memory: '64Mi', ephemeralStorage: '64Mi' },
              }),
              volumeMounts: [{ name: 'config', mountPath: '/etc/pgbouncer' }],
              securityContext: locked,
            },
          ],
          // The image writes its configuration from the variables when it starts.
          volumes: [{ name: 'config', emptyDir: { sizeLimit: '16Mi' } }],
        },
      },
    },
  };
}

function budget(ctx: RenderContext, need: NeedContext): IPodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: poolerName(need), labels: labelsOf(need) },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: poolerSelector(ctx, need) },
    },
  };
}
