import { z } from 'zod';
import { namespaceFields } from '../../spec/schema/capabilities';
import * as f from '../../spec/schema/fields';
import { need } from '../../spec/schema/need';
import { cluster } from './cluster';
import {
  access,
  delivery,
  ingress,
  observability,
  registry,
  secrets,
  store,
} from './components';

const namespace = z
  .strictObject({
    cluster: f.dnsLabel.describe('One of spec.clusters'),
    services: z
      .array(f.dnsLabel)
      .max(200)
      .optional()
      .describe('Which services live there; they do not own it'),
    quota: namespaceFields.shape.quota,
    defaultDeny: z
      .boolean()
      .optional()
      .describe('Whether only what is allowed gets in; true when left out'),
    project: f.dnsLabel
      .optional()
      .describe("With Argo CD: the AppProject; the platform's when left out"),
  })
  .describe(
    'A namespace that the platform owns, with its quota, limits, default deny and project',
  );

const data = need
  .extend({ namespace: f.namespaceName.describe('One of spec.namespaces') })
  .describe('What services may share, by provider: shared');

const spec = z.strictObject({
  repository: z.strictObject({
    host: z.enum(['github', 'gitlab', 'gitea']),
    url: f.repositoryUrl,
    branch: f.branch.optional().describe('main when left out'),
  }),
  delivery,
  clusters: z.record(f.dnsLabel, cluster),
  namespaces: z.record(f.namespaceName, namespace),
  ingress: ingress.optional(),
  secrets: secrets.optional(),
  observability: observability.optional(),
  data: z.record(f.workloadName, data).optional(),
  registry: registry.optional(),
  store: store.optional(),
  access: access.optional(),
});

/** The one definition: types, checks and the JSON Schema come from it. */
export const platformSchema = z
  .strictObject({
    apiVersion: z.literal('slipway.dev/v1alpha1'),
    kind: z.literal('Platform'),
    metadata: z.strictObject({
      name: f.serviceName,
      owner: f.owner.describe('The group in the catalog that owns it'),
      description: f.textLine.optional(),
    }),
    spec,
  })
  .describe('What a platform team has for its services');

export type Platform = z.infer<typeof platformSchema>;

export const platformJsonSchema = {
  $id: 'https://slipway.dev/schemas/v1alpha1/platform.json',
  title: 'Slipway platform',
  ...z.toJSONSchema(platformSchema, { io: 'input' }),
} as Record<string, unknown>;
