import type { IPodSpec } from 'kubernetes-models/v1';
import type { RenderContext } from '../../context';
import { locked, unprivileged } from '../workload/pod';
import { resourcesOf } from '../workload/resources';
import type { Work } from './work';

/** Steps run as init containers, so that each has the image that it needs; the last one is the container. */
export function jobPod(ctx: RenderContext, work: Work): IPodSpec {
  const containers = work.steps.map(({ name, image, user, script, env }) => ({
    name,
    image,
    command: ['sh', '-ec', script],
    ...(env.length ? { env } : {}),
    resources: resourcesOf({
      requests: { cpu: '50m', memory: '64Mi', ephemeralStorage: '64Mi' },
      limits: { memory: '512Mi', ephemeralStorage: work.room },
    }),
    volumeMounts: [{ name: 'work', mountPath: '/work' }],
    securityContext: { ...locked, runAsUser: user, runAsGroup: user },
  }));
  const last = containers.pop()!;
  return {
    serviceAccountName: ctx.name,
    automountServiceAccountToken: false,
    restartPolicy: 'Never',
    securityContext: unprivileged,
    ...(containers.length ? { initContainers: containers } : {}),
    containers: [last],
    volumes: [{ name: 'work', emptyDir: { sizeLimit: work.room } }],
  };
}
