import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { RenderContext, WorkloadContext } from '../../context';
import { selectorLabels, workloadLabels } from '../../kubernetes/labels';

/** The user of distroless images, as a number so that the cluster can tell that it is not root. */
const NONROOT = 65532;

export function deployment(
  ctx: RenderContext,
  workload: WorkloadContext,
): IDeployment {
  const selector = selectorLabels(ctx, workload.name);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      replicas: workload.replicas,
      revisionHistoryLimit: 5,
      selector: { matchLabels: selector },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      },
      template: {
        metadata: {
          labels: {
            ...workloadLabels(workload.name, workload.type),
            ...selector,
          },
        },
        spec: {
          serviceAccountName: ctx.name,
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: NONROOT,
            runAsGroup: NONROOT,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          terminationGracePeriodSeconds: 30,
          containers: [
            {
              name: workload.name,
              image: ctx.image,
              ports: [
                {
                  name: 'http',
                  containerPort: workload.port,
                  protocol: 'TCP',
                },
              ],
              env: [
                { name: 'PORT', value: String(workload.port) },
                ...Object.entries(workload.env).map(([name, value]) => ({
                  name,
                  value,
                })),
              ],
              livenessProbe: {
                httpGet: { path: '/healthz', port: 'http' },
                periodSeconds: 10,
                timeoutSeconds: 2,
                failureThreshold: 3,
              },
              readinessProbe: {
                httpGet: { path: '/readyz', port: 'http' },
                periodSeconds: 5,
                timeoutSeconds: 2,
                failureThreshold: 3,
              },
              resources: workload.resources,
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
  };
}
