import { z } from 'zod';
import * as f from './fields';
import { resources } from './workload';

/** What a service may need, and who may provide it. `shared` is a need that another service owns. */
export const needProviders = {
  postgres: ['in-cluster', 'cloudnative-pg', 'managed', 'shared'],
  redis: ['in-cluster', 'managed', 'shared'],
  kafka: ['in-cluster', 'strimzi', 'managed', 'shared'],
  rabbitmq: ['in-cluster', 'operator', 'managed', 'shared'],
  sqs: ['elasticmq', 'managed', 'shared'],
  s3: ['minio', 'r2', 'managed', 'shared'],
} as const;

export type NeedType = keyof typeof needProviders;

/** What a need is called where somebody has only named its type. */
const usualNames: Record<NeedType, string> = {
  postgres: 'db',
  redis: 'cache',
  kafka: 'events',
  rabbitmq: 'broker',
  sqs: 'queue',
  s3: 'files',
};

export function usualNeedName(type: string): string {
  return Object.hasOwn(usualNames, type) ? usualNames[type as NeedType] : type;
}

const needTypes = Object.keys(needProviders) as [NeedType];

const providers = [...new Set(Object.values(needProviders).flat())];

const pooler = z
  .strictObject({
    maxClients: z.int().min(1).max(100_000).optional(),
    poolSize: z.int().min(1).max(10_000).optional(),
    mode: z.enum(['transaction', 'session']).optional(),
    replicas: z.int().min(1).max(10).optional(),
  })
  .describe('PgBouncer between the service and the database');

const backup = z
  .strictObject({
    schedule: f.cron.optional().describe("For example '0 3 * * *'"),
    keep: f.duration.optional().describe('How long a backup is kept'),
    objective: f.duration
      .optional()
      .describe('How old the newest backup may be at most'),
    to: f.workloadName
      .optional()
      .describe(
        "A need of type s3, which workloads then do not get to; the cluster's backup store when left out",
      ),
    verify: z
      .enum(['weekly', 'monthly', 'never'])
      .optional()
      .describe('How often the newest backup is restored for a test'),
  })
  .describe('A dump of the database, or a mirror of the bucket');

export const need = z.strictObject({
  type: z.enum(needTypes),
  provider: z.enum(providers as [(typeof providers)[number]]).optional(),
  service: f.dnsLabel
    .optional()
    .describe('With provider shared: the service that owns it'),
  need: f.workloadName
    .optional()
    .describe('With provider shared: its name there, when another'),
  version: z
    .string()
    .regex(/^[0-9]{1,3}(\.[0-9]{1,3}){0,2}$/, "is no version, such as '18'")
    .optional(),
  size: f.storage.optional().describe('Of the volume'),
  storageClass: f.dnsLabel
    .optional()
    .describe("The cluster profile's when left out"),
  instances: z.int().min(1).max(9).optional().describe('Members of a cluster'),
  resources: resources.optional(),
  host: f.host.optional().describe('With provider managed: where it is'),
  port: z.int().min(1).max(65535).optional(),
  cidr: f.cidr
    .optional()
    .describe('With provider managed: the addresses that pods may reach'),
  secret: f.secretName
    .optional()
    .describe('The Secret with its credentials, when not the usual one'),
  database: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'is no name of a database')
    .optional(),
  pooler: pooler.optional(),
  backup: backup.optional(),
  deadLetter: z
    .boolean()
    .optional()
    .describe('Whether what fails again and again goes to a queue of its own'),
  queues: z.array(f.secretKey).max(50).optional(),
  topics: z
    .record(
      f.secretKey,
      z.strictObject({
        partitions: z.int().min(1).max(1000).optional(),
        keep: f.duration.optional(),
      }),
    )
    .optional(),
  buckets: z.array(f.dnsLabel).max(20).optional(),
  region: z
    .string()
    .regex(/^[a-z0-9-]{2,30}$/, 'is no region')
    .optional(),
});

/** Fields that only some types of need have; all others belong to every type. */
export const needFields: Record<string, readonly NeedType[]> = {
  pooler: ['postgres'],
  database: ['postgres'],
  backup: ['postgres', 's3'],
  deadLetter: ['sqs', 'rabbitmq'],
  queues: ['sqs', 'rabbitmq', 'redis'],
  topics: ['kafka'],
  buckets: ['s3'],
  region: ['sqs', 's3'],
};
