import { z } from 'zod';
import {
  delivery,
  expose,
  namespaceFields,
  network,
  observability,
  secrets,
} from './capabilities';
import * as f from './fields';
import { need } from './need';
import { overrideOf } from './override';
import { workloadFields } from './workload';

const workloadOverride = z.strictObject(
  (
    overrideOf(z.strictObject(workloadFields)) as unknown as z.ZodObject<
      Record<string, z.ZodType>
    >
  ).shape,
);

/** What an environment may say otherwise for a workload. Maps merge, lists replace, null removes. */
const workload = overrideOf(z.strictObject(workloadFields));

export const stages = ['dev', 'staging', 'prod'] as const;

const place = {
  cluster: f.dnsLabel.describe("A cluster's name in the platform bundle"),
  stage: z
    .enum(stages)
    .optional()
    .describe(
      'What it is for: decides about defaults. Told by its name when left out; the last one is prod',
    ),
  namespace: z
    .union([f.namespaceName, namespaceFields])
    .optional()
    .describe(
      "A namespace that the platform owns, or what the service's own one holds; <service>-<environment> when left out",
    ),
};

const forService = {
  workloads: z
    .record(f.workloadName, workload)
    .optional()
    .describe('What one workload has otherwise here'),
  needs: z.record(f.workloadName, overrideOf(need).nullable()).optional(),
  secrets: overrideOf(secrets).nullish(),
  expose: overrideOf(expose).nullish(),
  delivery: overrideOf(delivery).nullish(),
  network: overrideOf(network).nullish(),
  observability: overrideOf(observability).nullish(),
};

/** One definition for the check; its type is put together below, since the schema of overrides is made at run time. */
export const environment = z.strictObject({
  ...place,
  ...workloadOverride.shape,
  ...forService,
});

type Place = z.infer<z.ZodObject<typeof place>>;
export type WorkloadOverride = z.infer<typeof workload>;
export type Environment = Place &
  WorkloadOverride &
  z.infer<z.ZodObject<typeof forService>>;

/** The fields that an environment's own place has, which are no overrides. */
export const placeFields: readonly string[] = Object.keys(place);
export const serviceFields: readonly string[] = Object.keys(forService);
