import { z } from 'zod';
import * as f from './fields';

export const workloadTypes = [
  'http',
  'grpc',
  'realtime',
  'worker',
  'job',
  'web',
] as const;

export type WorkloadType = (typeof workloadTypes)[number];

/** The shapes that serve requests. */
export const serving: readonly WorkloadType[] = [
  'http',
  'grpc',
  'realtime',
  'web',
];
const lasting: readonly WorkloadType[] = [...serving, 'worker'];

/** Which shapes of workload have which field; all others belong to every shape. */
export const fieldTypes: Record<string, readonly WorkloadType[]> = {
  api: ['http'],
  router: ['http'],
  port: serving,
  replicas: lasting,
  scaling: lasting,
  zones: lasting,
  probes: lasting,
  sticky: ['http', 'realtime', 'web'],
  keep: lasting,
  scaleOn: ['worker'],
  schedule: ['job'],
  timeZone: ['job'],
  deadline: ['job'],
};

/** The same for the measures of `scaling`. */
export const measureTypes: Record<string, readonly WorkloadType[]> = {
  latency: serving,
  connections: ['http', 'realtime', 'web'],
};

/** What a word for all workloads of an environment means for one of this shape: what it can have. */
export function suiting<T extends object>(type: WorkloadType, fields: T): T {
  return kept(fields, fieldTypes, type, {
    scaling: value => kept(value as object, measureTypes, type),
  });
}

function kept<T extends object>(
  fields: T,
  table: Record<string, readonly WorkloadType[]>,
  type: WorkloadType,
  below: Record<string, (value: unknown) => unknown> = {},
): T {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(
        ([name]) => !Object.hasOwn(table, name) || table[name].includes(type),
      )
      .map(([name, value]) => [
        name,
        value && Object.hasOwn(below, name) ? below[name](value) : value,
      ]),
  ) as T;
}

const amounts = z.strictObject({
  cpu: f.cpu.optional().describe("For example '250m'"),
  memory: f.memory.optional().describe("For example '128Mi'"),
  ephemeralStorage: f.storage
    .optional()
    .describe("Files of the container itself, for example '1Gi'"),
});

export const resources = z.strictObject({
  requests: amounts.optional().describe('What is set aside for a pod'),
  limits: amounts.optional().describe('What a pod may use at most'),
});

const replicas = z
  .int()
  .min(0, 'is below 0')
  .max(100, 'is above 100')
  .describe('How many pods run, where nothing scales them');

const port = z
  .int()
  .min(1024, 'is below 1024, which needs a privileged user')
  .max(65535, 'is above 65535')
  .describe('The port that the process listens on');

const scaling = z
  .strictObject({
    min: z.int().min(1, 'is below 1').max(100).optional(),
    max: z.int().min(1, 'is below 1').max(500).optional(),
    cpu: f.percent.optional().describe('Target use of the CPU request, in %'),
    latency: f.duration
      .optional()
      .describe('Target for the 95th percentile of request latency'),
    connections: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('Target of open connections a pod'),
  })
  .describe('The bounds and measures by which an autoscaler sets the replicas');

const scaleOn = z
  .strictObject({
    need: f.workloadName.describe('A need of this service: its queue'),
    queue: f.secretKey.optional().describe('The queue, list or topic in it'),
    depth: z
      .int()
      .min(1)
      .max(1_000_000)
      .describe('Messages (or lag) that one pod is to work off'),
  })
  .describe('Scales a worker by what waits for it');

const probe = z.union([
  z.literal(false),
  z.strictObject({
    path: f.httpPath.optional(),
    port: port
      .optional()
      .describe("Where it is asked, if not on the workload's own port"),
    period: f.duration.optional(),
    timeout: f.duration.optional(),
    failures: z.int().min(1).max(100).optional(),
  }),
]);

const subgraph = z.strictObject({
  service: f.dnsLabel
    .optional()
    .describe('The service that it is; the one of this name when left out'),
  namespace: f.dnsLabel.optional().describe('Its namespace, when another'),
  port: port
    .optional()
    .describe('The port that its pods listen on, 8080 when left out'),
  path: f.httpPath
    .optional()
    .describe('Where it answers, /graphql when left out'),
});

const router = z
  .strictObject({
    subgraphs: z
      .record(f.dnsLabel, subgraph)
      .describe(
        'What the graph is composed of, by the name that each has in it',
      ),
  })
  .describe(
    'With runtime container: an Apollo Router, whose image is built here from the schemas of its subgraphs',
  );

/** What a workload may say, and an environment otherwise. */
export const workloadFields = {
  port: port.optional(),
  replicas: replicas.optional(),
  scaling: scaling.optional(),
  zones: z
    .int()
    .min(1)
    .max(5)
    .optional()
    .describe('Zones that the pods are spread over, at least one pod in each'),
  resources: resources.optional(),
  workFiles: f.storage
    .optional()
    .describe('Room for temporary files, at /work, gone with the pod'),
  env: z
    .record(f.environmentVariableName, f.environmentVariableValue)
    .optional()
    .describe('Plain environment variables; no secrets'),
  command: z.array(f.argument).max(20).optional(),
  args: z.array(f.argument).max(50).optional(),
  probes: z
    .strictObject({
      startup: probe.optional().describe('Whether it is up at last'),
      liveness: probe.optional().describe('Whether it still works'),
      readiness: probe.optional().describe('Whether it takes requests now'),
    })
    .optional(),
  shutdown: z
    .strictObject({
      delay: f.duration
        .optional()
        .describe('How long a pod still serves after it was told to end'),
      grace: f.duration.optional().describe('When it is killed at the latest'),
    })
    .optional(),
  metrics: z
    .union([
      z.literal(false),
      z.strictObject({ path: f.httpPath.optional(), port: port.optional() }),
    ])
    .optional()
    .describe('Where Prometheus reads; false where there is nothing to read'),
  scaleOn: scaleOn.optional(),
  router: router.optional(),
  sticky: z
    .boolean()
    .optional()
    .describe('Whether a client comes back to the same pod'),
  keep: z
    .strictObject({ size: f.storage, path: f.httpPath })
    .optional()
    .describe('A volume for each pod, which makes it a StatefulSet'),
  schedule: f.cron.optional().describe('When a job runs'),
  timeZone: f.timeZone.optional(),
  deadline: f.duration.optional().describe('When a job is given up'),
};

export const workload = z.strictObject({
  type: z.enum(workloadTypes).describe('The shape of the workload'),
  api: z
    .enum(['rest', 'graphql'])
    .optional()
    .describe(
      'With type http: what it offers; graphql is a subgraph of a federated graph',
    ),
  ...workloadFields,
});
