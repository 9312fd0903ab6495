import { z } from 'zod';
import * as f from './fields';

export const secrets = z
  .strictObject({
    provider: z
      .enum(['vault', 'sealed-secrets', 'infisical', 'plain'])
      .optional()
      .describe('plain refers to a Secret that somebody else makes'),
    path: f.secretPath.optional().describe('Where the store keeps them'),
    refresh: f.duration.optional().describe('How often they are read anew'),
    delivery: z
      .enum(['operator', 'sidecar'])
      .optional()
      .describe("Infisical's operator, or its agent beside the container"),
    keys: z
      .array(f.environmentVariableName)
      .max(100)
      .optional()
      .describe('The environment variables that come from there'),
  })
  .describe('Where secret values come from; none ever reaches Git');

export const expose = z
  .strictObject({
    host: f.host.optional(),
    path: f.httpPath.optional(),
    workload: f.workloadName
      .optional()
      .describe('The one that is reached; the first that serves when left out'),
    via: z
      .enum(['gateway', 'ingress'])
      .optional()
      .describe("Whatever the cluster's profile has when left out"),
    tls: z
      .union([z.literal(false), f.dnsLabel])
      .optional()
      .describe('An issuer of certificates, or false'),
  })
  .describe('Makes the service reachable from outside the cluster');

export const delivery = z
  .strictObject({
    engine: z
      .enum(['argocd', 'flux', 'kubectl'])
      .optional()
      .describe('What applies the overlays'),
    layout: z
      .enum(['in-repo', 'central', 'helm'])
      .optional()
      .describe(
        'Where the manifests lie; helm: a chart that exists already has them',
      ),
    repository: f.repositoryUrl
      .optional()
      .describe('With layout central or helm: the GitOps repository'),
    chart: z
      .strictObject({
        path: f.filePath
          .optional()
          .describe('Its folder, from the root of the repository that has it'),
        image: f.valuesKey
          .optional()
          .describe(
            'Where its values have the image, with repository and tag below; image when left out',
          ),
        values: z
          .array(f.filePath)
          .max(20)
          .optional()
          .describe(
            'Files of values beside its own values.yaml, from its folder',
          ),
      })
      .optional()
      .describe('With layout helm: the chart that is deployed'),
    applicationSet: z
      .boolean()
      .optional()
      .describe(
        'One ApplicationSet instead of an Application each; not with a chart',
      ),
    rollout: z.enum(['rolling', 'canary', 'blue-green']).optional(),
    promotion: z
      .record(f.environmentName, z.enum(['on-merge', 'pull-request']))
      .optional()
      .describe('How a new version reaches each environment'),
    dependsOn: z
      .array(f.dnsLabel)
      .max(20)
      .optional()
      .describe(
        'With Flux: what comes before; HelmReleases with a chart, else Kustomizations',
      ),
    interval: f.duration.optional().describe('With Flux: how often it looks'),
  })
  .describe('How what is in Git reaches the clusters');

const peer = z.strictObject({
  service: f.dnsLabel.optional().describe('Another service'),
  namespace: f.dnsLabel.optional().describe('Its namespace, when another'),
  cidr: f.cidr.optional(),
  port: z.int().min(1).max(65535).optional(),
});

export const network = z
  .strictObject({
    from: z.array(peer).max(50).optional().describe('Who may call'),
    to: z.array(peer).max(50).optional().describe('Whom it may call'),
  })
  .describe('Beside what the needs, the exposure and the metrics ask for');

export const observability = z
  .strictObject({
    objective: z
      .number()
      .min(50, 'is below 50')
      .max(99.999, 'is above 99.999')
      .optional()
      .describe('Share of requests that succeed, in %, for example 99.9'),
    latency: f.duration
      .optional()
      .describe('What the 99th percentile may take at most'),
    dashboard: z.boolean().optional(),
    alerts: z.boolean().optional(),
    loadTest: z
      .strictObject({
        rate: z
          .int()
          .min(1)
          .max(10_000)
          .optional()
          .describe('Requests a second'),
        duration: f.duration.optional(),
        path: f.httpPath.optional(),
      })
      .optional()
      .describe('Tries the service under load, when somebody says so'),
  })
  .describe('Objectives, alerts and a dashboard');

export const build = z
  .strictObject({
    base: f.imageReference
      .optional()
      .describe('A shared image that the final stage starts from'),
    final: z.enum(['distroless', 'alpine', 'scratch']).optional(),
    source: z
      .enum(['template', 'own'])
      .optional()
      .describe(
        "Whether the application's first source is rendered, or is the team's own",
      ),
    dockerfile: f.filePath
      .optional()
      .describe('With runtime container: a Dockerfile that exists already'),
    image: f.imageReference
      .optional()
      .describe('With runtime container: an image that exists already'),
  })
  .describe('How the image is made');

const quotaAmounts = z.strictObject({
  cpu: f.cores.optional(),
  memory: f.storage.optional(),
});

export const namespaceFields = z.strictObject({
  name: f.namespaceName.optional(),
  own: z
    .boolean()
    .optional()
    .describe('Whether the service owns it; if not, the platform does'),
  quota: z
    .strictObject({
      requests: quotaAmounts.optional(),
      limits: quotaAmounts.optional(),
      pods: z.int().min(1).max(10000).optional(),
      storage: f.storage.optional(),
    })
    .optional()
    .describe('What everything in the namespace may use together'),
});
