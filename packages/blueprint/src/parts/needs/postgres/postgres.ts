import type { ICluster } from '@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../../context';
import type { KubernetesObject } from '../../../kubernetes';
import { resourcesOf } from '../../workload/resources';
import type { PartObject } from '../../part';
import { imageFor } from '../images';
import { needLabels } from '../labels';
import { fromSecret } from '../secret';
import { serverObjects } from '../server';
import { databaseOf } from '../variables';
import { poolerObjects } from './pooler';

export function postgres(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): PartObject[] {
  const file = `postgres-${need.name}.yaml`;
  return [
    ...serverOf(ctx, environment, need).map(object => ({ file, object })),
    ...(need.pooler ? poolerObjects(ctx, environment, need) : []),
  ];
}

function serverOf(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): KubernetesObject[] {
  switch (need.provider) {
    case 'cloudnative-pg':
      return [cluster(environment, need)];
    case 'in-cluster':
      return inCluster(ctx, environment, need);
    default:
      return [];
  }
}

/** CloudNativePG's operator runs the members, fails over, and makes the user and its Secret. */
function cluster(
  environment: EnvironmentContext,
  need: NeedContext,
): KubernetesObject {
  const storageClass = need.storageClass ?? environment.profile.storageClass;
  const object: ICluster = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: need.objectName, labels: needLabels(need) },
    spec: {
      instances: need.instances ?? 1,
      imageName: `ghcr.io/cloudnative-pg/postgresql:${need.version ?? '18'}`,
      bootstrap: {
        initdb: {
          database: databaseOf(need),
          owner: databaseOf(need),
          encoding: 'UTF8',
          dataChecksums: true,
        },
      },
      postgresql: { parameters: { password_encryption: 'scram-sha-256' } },
      storage: {
        size: need.size ?? '10Gi',
        ...(storageClass ? { storageClass } : {}),
      },
      resources: resourcesOf(need.resources ?? {}),
      ...((need.instances ?? 1) > 1
        ? {
            affinity: {
              enablePodAntiAffinity: true,
              podAntiAffinityType: 'preferred',
              topologyKey: 'topology.kubernetes.io/zone',
            },
          }
        : {}),
      monitoring: {
        enablePodMonitor: environment.profile.monitoring?.by === 'operator',
      },
    },
  };
  return object as unknown as KubernetesObject;
}

function inCluster(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): KubernetesObject[] {
  const database = databaseOf(need);
  const ready = {
    exec: {
      command: ['pg_isready', '-h', '127.0.0.1', '-d', database],
    },
  };
  return serverObjects(ctx, environment, need, {
    image: imageFor(ctx, 'postgres', need.version),
    user: 999,
    ports: [{ name: 'postgres', port: need.port }],
    dataPath: '/var/lib/postgresql',
    scratch: ['/var/run/postgresql', '/tmp'],
    env: [
      fromSecret(need, 'POSTGRES_USER'),
      fromSecret(need, 'POSTGRES_PASSWORD'),
      { name: 'POSTGRES_DB', value: database },
      {
        name: 'POSTGRES_INITDB_ARGS',
        value: '--auth-host=scram-sha-256 --data-checksums',
      },
    ],
    args: ['-c', 'password_encryption=scram-sha-256'],
    ready,
  });
}
