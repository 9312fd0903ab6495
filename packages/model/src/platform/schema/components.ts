import { z } from 'zod';
import * as f from '../../spec/schema/fields';

/** What a component of the platform runs in, and keeps. */
const placed = {
  namespace: f.namespaceName.describe('One of spec.namespaces'),
  size: f.storage.optional().describe('Of its volume'),
};

export const secrets = z
  .strictObject({
    vault: z
      .strictObject({
        ...placed,
        unseal: z
          .enum(['manual', 'auto'])
          .optional()
          .describe('manual needs people with keys after each restart'),
        role: z
          .strictObject({ ttl: f.duration.optional() })
          .optional()
          .describe('With which External Secrets signs in'),
      })
      .optional(),
    external: z
      .strictObject({ refresh: f.duration.optional() })
      .optional()
      .describe('External Secrets brings what Vault has'),
    sealed: z
      .strictObject({ rotation: f.duration.optional() })
      .optional()
      .describe('Sealed Secrets opens what Git has'),
    infisical: z.strictObject({ project: f.dnsLabel.optional() }).optional(),
  })
  .describe('Where values come from; none ever reaches Git');

const email = z
  .string()
  .max(254)
  .regex(/^[^\s@<>]+@[a-z0-9.-]+\.[a-z]{2,}$/i, 'is no address of mail');

export const observability = z
  .strictObject({
    prometheus: z
      .strictObject({ ...placed, retention: f.duration.optional() })
      .optional(),
    loki: z
      .strictObject({
        ...placed,
        retention: f.duration.optional(),
        archive: f.dnsLabel
          .optional()
          .describe('The bucket that older logs go to'),
      })
      .optional(),
    collector: z
      .enum(['alloy', 'promtail'])
      .optional()
      .describe('promtail has ended, and is for what still runs it'),
    grafana: z
      .strictObject({
        namespace: f.namespaceName,
        port: z.int().min(1).max(65535).optional(),
        dashboards: z
          .array(z.enum(['cluster', 'postgres', 'jvm', 'graphql']))
          .optional(),
      })
      .optional(),
    alerts: z
      .strictObject({
        email: z.array(email).max(20).optional(),
        slack: z
          .string()
          .regex(/^#[a-z0-9_-]{1,80}$/, 'is no channel, such as #alerts')
          .optional(),
        pagerduty: z.boolean().optional(),
      })
      .optional()
      .describe('Whom Alertmanager tells'),
  })
  .describe('Measures, logs, and who is told');

export const ingress = z
  .strictObject({
    by: z
      .enum(['gateway', 'traefik', 'nginx'])
      .describe('nginx has ended, and is for what still runs it'),
    issuer: f.dnsLabel.optional().describe('Of certificates'),
  })
  .describe('How requests come in');

export const registry = z
  .strictObject({
    host: f.host,
    private: z.boolean().optional().describe('Whether pulling needs a login'),
    keep: f.duration.optional().describe('How long images are kept'),
  })
  .describe('Where images lie');

export const store = z
  .strictObject({
    provider: z.enum(['aws', 'r2', 'minio']),
    bucket: f.dnsLabel,
    expire: f.duration.optional().describe('When objects are removed'),
    archive: f.duration
      .optional()
      .describe('When objects move to cheaper storage'),
  })
  .describe('Where backups and archives lie');

export const delivery = z
  .strictObject({
    engine: z.enum(['argocd', 'flux']),
    intervals: z
      .strictObject({
        source: f.duration.optional(),
        infrastructure: f.duration.optional(),
        observability: f.duration.optional(),
        data: f.duration.optional(),
        applications: f.duration.optional(),
        charts: f.duration.optional(),
      })
      .optional()
      .describe('With Flux: how often each layer is put right'),
  })
  .describe('How what is in Git reaches the clusters, layer after layer');

export const access = z
  .record(
    f.owner,
    z.enum(['cluster-admin', 'argocd-admin', 'developer', 'readonly']),
  )
  .describe('What the groups of the catalog may do');
