import { z } from 'zod';
import {
  build,
  delivery,
  expose,
  network,
  observability,
  secrets,
} from './capabilities';
import { environment } from './environment';
import type { Environment } from './environment';
import * as f from './fields';
import { need } from './need';
import { resources, workload } from './workload';

export const runtimes = [
  'go',
  'node',
  'python',
  'kotlin',
  'nextjs',
  'container',
] as const;

const repository = z.strictObject({
  host: z.enum(['github', 'gitlab', 'gitea']),
  url: f.repositoryUrl,
  branch: f.branch.optional().describe('main when left out'),
  path: f.filePath
    .optional()
    .describe('The folder of the service in a repository that holds several'),
  own: z
    .array(f.ownPath)
    .max(200)
    .optional()
    .describe(
      'Files that the team wrote itself, and with a slash at the end folders, from the root of the repository: none of them is rendered',
    ),
});

const exception = z.strictObject({
  rule: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'is no rule, such as quota.storage')
    .describe('The id of the rule that the validator names'),
  reason: f.textLine.min(10, 'is shorter than 10 characters'),
  until: f.date.describe('The day after which it counts no more'),
  object: z
    .string()
    .max(150)
    .regex(/^[A-Za-z]+\/[a-z0-9.-]+$/, 'is no object, such as Deployment/pay')
    .optional(),
});

const spec = z.strictObject({
  runtime: z.enum(runtimes),
  workload: workload
    .optional()
    .describe('The one workload, where there is one'),
  workloads: z.record(f.workloadName, workload).optional(),
  environments: z
    .record(f.environmentName, environment)
    .describe('In the order of promotion'),
  needs: z
    .record(f.workloadName, need)
    .optional()
    .describe('Databases, queues and stores that it uses'),
  secrets: secrets.optional(),
  expose: expose.optional(),
  delivery: delivery.optional(),
  network: network.optional(),
  observability: observability.optional(),
  build: build.optional(),
  repository,
  image: f.image
    .optional()
    .describe("Without tag; the platform's registry when left out"),
  bundle: z
    .string()
    .max(200)
    .regex(
      /^(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*$|^\.{1,2}\/[A-Za-z0-9._/-]+$/,
      'is no package or folder',
    )
    .optional()
    .describe('The platform bundle: a package, or a folder beside this file'),
  exceptions: z.array(exception).max(50).optional(),
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
      lifecycle: z
        .enum(['experimental', 'production', 'deprecated'])
        .optional()
        .describe('production when left out'),
    }),
    spec,
  })
  .describe('What a team wants of a service: slipway.yaml');

type Spec = Omit<z.infer<typeof spec>, 'environments'> & {
  environments: Record<string, Environment>;
};

export type ServiceInput = Omit<z.input<typeof serviceSchema>, 'spec'> & {
  spec: Spec;
};
export type Workload = z.infer<typeof workload>;
export type Need = z.infer<typeof need>;
export type Secrets = z.infer<typeof secrets>;
export type Expose = z.infer<typeof expose>;
export type Delivery = z.infer<typeof delivery>;
export type Network = z.infer<typeof network>;
export type Observability = z.infer<typeof observability>;
export type Build = z.infer<typeof build>;
export type Exception = z.infer<typeof exception>;
export type Repository = z.infer<typeof repository>;
export type Resources = z.infer<typeof resources>;
export type Runtime = Spec['runtime'];

export const serviceJsonSchema = {
  $id: 'https://slipway.dev/schemas/v1alpha1/service.json',
  title: 'Slipway service',
  ...z.toJSONSchema(serviceSchema, { io: 'input' }),
} as Record<string, unknown>;
