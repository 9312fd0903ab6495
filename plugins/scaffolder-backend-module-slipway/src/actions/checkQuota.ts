import { join } from 'node:path';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { asksOf, type Ask } from '@slipway/blueprint';
import { checkService, type Finding } from '@slipway/model';
import {
  amountOf,
  readableAmount,
  resourceNoun,
  shortagesOf,
} from '@slipway/plugin-slipway-common';
import { describeFinding, refuse } from '../lib/findings';
import type { Allowed, QuotaReader } from '../lib/quotas';
import { CENTRAL, readTree } from '../lib/workspace';
import { examples } from './checkQuota.examples';

/** Whether what is about to be deployed fits, everything at its largest, into what its namespaces have left. */
export function createCheckQuotaAction(deps: { quotaOf: QuotaReader }) {
  return createTemplateAction({
    id: 'slipway:quota:check',
    description:
      'Compares what each environment asks for, everything at its largest at once, with what the quota of its namespace has left just now',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        spec: z =>
          z
            .record(z.any())
            .describe('A whole slipway.yaml, as slipway:spec:compose makes it'),
        refuse: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether what does not fit ends the task; it is only told when left out',
            ),
      },
      output: {
        fits: z =>
          z.boolean().describe('Whether nothing is known that does not fit'),
        headroom: z =>
          z.string().describe('What each environment has room for, as a list'),
      },
    },
    async handler(ctx) {
      const { service, findings } = checkService(
        structuredClone(ctx.input.spec),
      );
      if (!service) {
        refuse('The spec cannot be used', findings);
      }
      const trees = await Promise.all(
        [ctx.workspacePath, join(ctx.workspacePath, CENTRAL)].map(readTree),
      );
      const credentials = await ctx.getInitiatorCredentials();
      const looked = await Promise.all(
        trees
          .flatMap(({ tree }) => asksOf(tree))
          // What another step put there may be of no environment of this service.
          .filter(ask => service.spec.environments[ask.environment])
          .map(async ask => {
            const { cluster } = service.spec.environments[ask.environment];
            const { namespace } = ask;
            const { signal } = ctx;
            return {
              ask,
              allowed: await deps.quotaOf({
                cluster,
                namespace,
                credentials,
                signal,
              }),
            };
          }),
      );
      const missing = looked.flatMap(({ ask, allowed }) =>
        missingIn(ask, allowed),
      );
      if (missing.length > 0 && ctx.input.refuse) {
        refuse('The service does not fit', missing);
      }
      missing.forEach(finding => ctx.logger.warn(describeFinding(finding)));
      const lines = looked.map(({ ask, allowed }) => inWords(ask, allowed));
      lines.forEach(line => ctx.logger.info(line));
      ctx.output('fits', missing.length === 0);
      ctx.output('headroom', lines.map(line => `- ${line}`).join('\n'));
    },
  });
}

function missingIn(
  { environment, namespace, amounts }: Ask,
  allowed: Allowed,
): Finding[] {
  return Array.isArray(allowed)
    ? shortagesOf(amounts, allowed).map(({ resource, quota, asked, left }) => ({
        rule: 'quota.room',
        severity: 'error',
        path: `spec.environments.${environment}`,
        message: `${environment} asks for ${amountOf(
          resource,
          asked,
        )} at its largest, and quota ${quota} of namespace ${namespace} has ${amountOf(
          resource,
          left,
        )} left`,
        remedy: `Ask the platform team for ${amountOf(
          resource,
          asked - left,
        )} more, or lower replicas, scaling.max or resources for ${environment}`,
      }))
    : [];
}

function inWords(
  { environment, namespace, amounts }: Ask,
  allowed: Allowed,
): string {
  const where = `${environment} (${namespace})`;
  if (allowed instanceof Error) {
    return `${where}: not known whether it fits, ${allowed.message}`;
  }
  if (!Array.isArray(allowed) || allowed.length === 0) {
    return `${where}: nothing limits it`;
  }
  const short = new Set(
    shortagesOf(amounts, allowed).map(({ resource }) => resource),
  );
  const counted = allowed.filter(({ resource }) => amounts[resource]);
  const words = counted.map(({ resource, used, limit }) => {
    const amount = (value: number) => readableAmount(resource, value);
    return `${resourceNoun(resource)} ${amount(amounts[resource])} of ${amount(
      Math.max(0, limit - used),
    )} left${short.has(resource) ? ' (too much)' : ''}`;
  });
  return `${where}: ${short.size ? 'does not fit' : 'fits'}, ${words.join(
    ', ',
  )}`;
}
