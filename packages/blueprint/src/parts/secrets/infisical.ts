import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { imageFor } from '../needs/images';
import type { PodAddition } from '../part';
import { locked } from '../workload/pod';
import { resourcesOf } from '../workload/resources';
import type { WantedSecret } from './wanted';

const FOLDER = '/run/secrets/service';

/** Infisical's operator brings a Secret and keeps it current. */
export function infisicalSecret(
  { name, secrets, profile }: EnvironmentContext,
  wanted: WantedSecret,
): KubernetesObject {
  const { connection = 'infisical', project } = profile.infisical ?? {};
  return {
    apiVersion: 'secrets.infisical.com/v1beta1',
    kind: 'InfisicalStaticSecret',
    metadata: { name: wanted.name },
    spec: {
      connectionRef: { name: connection },
      ...(project ? { projectSlug: project } : {}),
      environmentSlug: name,
      secretPath: `/${[secrets?.path?.replace(/^\//, ''), wanted.below]
        .filter(Boolean)
        .join('/')}`,
      refreshInterval: secrets?.refresh ?? '5m',
      target: { kind: 'Secret', name: wanted.name },
    },
  };
}

/** Infisical's agent beside the container: it writes a file that the service reads when it starts. */
export function agentSidecar(
  ctx: RenderContext,
  { name, profile }: EnvironmentContext,
  _workload: WorkloadContext,
): PodAddition {
  const volume = 'secrets';
  return {
    env: [{ name: 'SECRETS_FILE', value: `${FOLDER}/env` }],
    volumes: [
      { name: volume, emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    ],
    volumeMounts: [{ name: volume, mountPath: FOLDER, readOnly: true }],
    initContainers: [
      {
        name: 'infisical-agent',
        // It starts before the service and goes on beside it.
        restartPolicy: 'Always',
        image: imageFor(ctx, 'infisical'),
        args: ['agent', '--config', `/etc/infisical/${name}.yaml`],
        env: [
          {
            name: 'INFISICAL_MACHINE_IDENTITY',
            value: profile.infisical?.identity ?? ctx.name,
          },
        ],
        startupProbe: {
          exec: { command: ['test', '-s', `${FOLDER}/env`] },
          periodSeconds: 2,
          failureThreshold: 30,
        },
        resources: resourcesOf({
          requests: { cpu: '10m', memory: '32Mi', ephemeralStorage: '8Mi' },
          limits: { memory: '64Mi', ephemeralStorage: '32Mi' },
        }),
        volumeMounts: [{ name: volume, mountPath: FOLDER }],
        securityContext: locked,
      },
    ],
  };
}
