import type { IConfigMap } from 'kubernetes-models/v1';
import type { ICronJob } from 'kubernetes-models/batch/v1';
import { labels, seconds } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { exposedWorkload } from '../expose/front';
import { imageFor } from '../needs/images';
import { OBJECTIVE } from '../observability/measures';
import type { Part, PartObject } from '../part';
import { locked, unprivileged } from '../workload/pod';
import { resourcesOf } from '../workload/resources';
import { script } from './script';

const NEVER = '0 0 31 2 *';
const FILE = 'load-test.yaml';

/** Requests at a steady rate, when somebody says so, and whether they were answered as the objectives ask. */
export const loadTestPart: Part = {
  name: 'load test',
  objects(ctx, environment) {
    const workload = loadTested(environment);
    return workload
      ? [{ file: FILE, object: scriptOf(ctx) }, job(ctx, environment, workload)]
      : [];
  },
};

/** The workload that is tried: the one that is reached from outside, else the first that answers HTTP. */
export function loadTested(
  environment: EnvironmentContext,
): WorkloadContext | undefined {
  const answers = ({ type }: WorkloadContext) =>
    type === 'http' || type === 'web';
  const exposed = exposedWorkload(environment);
  return environment.observability.loadTest && !environment.chart
    ? [...(exposed ? [exposed] : []), ...environment.workloads].find(answers)
    : undefined;
}

export function loadTestSelector(ctx: RenderContext): Record<string, string> {
  return {
    [labels.service]: ctx.name,
    [labels.component]: 'load-test',
  };
}

const nameOf = (ctx: RenderContext) => `${ctx.name}-load-test`;

function scriptOf(ctx: RenderContext): KubernetesObject {
  const object: IConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: nameOf(ctx), labels: loadTestSelector(ctx) },
    data: { 'load.js': script },
  };
  return object as unknown as KubernetesObject;
}

function job(
  ctx: RenderContext,
  { observability }: EnvironmentContext,
  workload: WorkloadContext,
): PartObject {
  const { rate = 10, duration = '1m', path = '/' } = observability.loadTest!;
  const { objective = OBJECTIVE, latency } = observability;
  const settings = {
    TARGET: `http://${workload.objectName}${path}`,
    RATE: String(rate),
    DURATION: duration,
    MOST_FAILURES: String(Number((1 - objective / 100).toFixed(6))),
    ...(latency ? { LATENCY_P99: String(seconds(latency) * 1000) } : {}),
  };
  const own = loadTestSelector(ctx);
  const object: ICronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: nameOf(ctx), labels: own },
    spec: {
      schedule: NEVER,
      suspend: true,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      jobTemplate: {
        spec: {
          // What failed is looked at, and not tried again by itself.
          backoffLimit: 0,
          activeDeadlineSeconds: seconds(duration) + 600,
          template: {
            metadata: { labels: own },
            spec: {
              serviceAccountName: ctx.name,
              automountServiceAccountToken: false,
              restartPolicy: 'Never',
              securityContext: unprivileged,
              containers: [
                {
                  name: 'k6',
                  image: imageFor(ctx, 'k6'),
                  args: ['run', '--no-usage-report', '/test/load.js'],
                  env: Object.entries(settings).map(([name, value]) => ({
                    name,
                    value,
                  })),
                  resources: resourcesOf({
                    requests: {
                      cpu: '250m',
                      memory: '128Mi',
                      ephemeralStorage: '16Mi',
                    },
                    limits: { memory: '512Mi', ephemeralStorage: '64Mi' },
                  }),
                  volumeMounts: [{ name: 'test', mountPath: '/test' }],
                  securityContext: locked,
                },
              ],
              volumes: [{ name: 'test', configMap: { name: nameOf(ctx) } }],
            },
          },
        },
      },
    },
  };
  return {
    file: FILE,
    object: object as unknown as KubernetesObject,
    comments: {
      '': `Runs when somebody says so, and ends with an error when the objectives were missed:\n${loadTestCommand(
        ctx,
        '<namespace>',
      )}`,
    },
  };
}

/** What starts the test. */
export function loadTestCommand(ctx: RenderContext, namespace: string): string {
  const name = nameOf(ctx);
  return `kubectl -n ${namespace} create job --from=cronjob/${name} ${name}-now`;
}
