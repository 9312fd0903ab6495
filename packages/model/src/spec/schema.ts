import { z } from 'zod';
import * as f from './fields';

const resourceList = z.strictObject({
  cpu: f.cpu.optional().describe("For example '250m'"),
  memory: f.memory.optional().describe("For example '128Mi'"),
});

const resources = z.strictObject({
  requests: resourceList.optional().describe('What is set aside for a pod'),
  limits: resourceList.optional().describe('What a pod may use at most'),
});

const replicas = z
  .int()
  .min(0, 'is below 0')
  .max(100, 'is above 100')
  .describe('How many pods run');

const port = z
  .int()
  .min(1024, 'is below 1024, which needs a privileged user')
  .max(65535, 'is above 65535')
  .describe('The port that the process listens on');

const env = z
  .record(f.environmentVariableName, f.environmentVariableValue)
  .describe('Plain environment variables; no secrets');

const workload = z.strictObject({
  type: z.enum(['http']).describe('The shape of the workload'),
  port: port.optional(),
  replicas: replicas.optional(),
  resources: resources.optional(),
  env: env.optional(),
});

const nullableResourceList = z.strictObject({
  cpu: f.cpu.nullish(),
  memory: f.memory.nullish(),
});

const nullableResources = z.strictObject({
  requests: nullableResourceList.nullish(),
  limits: nullableResourceList.nullish(),
});

const nullableEnv = z.record(
  f.environmentVariableName,
  f.environmentVariableValue.nullable(),
);

/** What an environment may say otherwise. Maps merge, lists replace, null removes. */
const workloadOverride = z.strictObject({
  replicas: replicas.nullish(),
  resources: nullableResources.nullish(),
  env: nullableEnv.nullish(),
});

const environment = z.strictObject({
  cluster: f.dnsLabel.describe("A cluster's name in the platform bundle"),
  namespace: f.namespaceName
    .optional()
    .describe(
      "A namespace that the platform owns; the service's own <service>-<environment> when left out",
    ),
  ...workloadOverride.shape,
  workloads: z
    .record(f.workloadName, workloadOverride)
    .optional()
    .describe('The same for one workload each'),
});

const repository = z.strictObject({
  host: z.enum(['github', 'gitlab', 'gitea']),
  url: f.repositoryUrl,
  branch: f.branch.optional().describe('main when left out'),
});

/** The one definition: types, checks and the JSON Schema come from it. */
export const serviceSchema = z
  .strictObject({
    apiVersion: z.literal('slipway.dev/v1alpha1'),
    kind: z.literal('Service'),
    metadata: z.strictObject({
      name: f.serviceName,
      owner: f.owner.describe('The group or user in the catalog that owns it'),
      system: f.system.optional().describe('The system it is a part of'),
      description: f.textLine.optional().describe('What it does, in one line'),
    }),
    spec: z.strictObject({
      runtime: z.enum(['go']),
      workload: workload
        .optional()
        .describe('The one workload, where there is one'),
      workloads: z.record(f.workloadName, workload).optional(),
      environments: z
        .record(f.environmentName, environment)
        .describe('In the order of promotion'),
      repository,
      image: f.image
        .optional()
        .describe("Without tag; the platform's registry when left out"),
    }),
  })
  .describe('What a team wants of a service: slipway.yaml');

export type ServiceInput = z.input<typeof serviceSchema>;
export type Workload = z.infer<typeof workload>;
export type WorkloadOverride = z.infer<typeof workloadOverride>;
export type Environment = z.infer<typeof environment>;
export type Repository = z.infer<typeof repository>;
export type Resources = z.infer<typeof resources>;
export type Runtime = ServiceInput['spec']['runtime'];

export const serviceJsonSchema = {
  $id: 'https://slipway.dev/schemas/v1alpha1/service.json',
  title: 'Slipway service',
  ...z.toJSONSchema(serviceSchema, { io: 'input' }),
} as Record<string, unknown>;
