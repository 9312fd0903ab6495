import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { checkService } from '@slipway/model';
import type { Platform } from '@slipway/plugin-slipway-node';
import { refuse } from '../lib/findings';
import { answered, checklist, type FirstDayReader } from '../lib/firstDay';
import { examples } from './checkFirstDay.examples';

/** Whatever is missing is a list for people: it never ends the task, which could go no further by itself. */
export function createCheckFirstDayAction(deps: {
  platform: Platform;
  firstDayOf: FirstDayReader;
}) {
  return createTemplateAction({
    id: 'slipway:firstday:check',
    description:
      'Looks up what a new service needs beyond its repository before its first deployment, wherever the portal may look, and tells what is missing as a list',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        spec: z =>
          z
            .record(z.any())
            .describe('A whole slipway.yaml, as slipway:spec:compose makes it'),
        entityRef: z =>
          z
            .string()
            .optional()
            .describe(
              'The entity in the catalog, as slipway:catalog:register puts it out; nothing is looked up without it',
            ),
      },
      output: {
        missing: z =>
          z.number().describe('How many needs are known not to be met'),
        checklist: z =>
          z.string().describe('Every need with what was found, as a list'),
      },
    },
    async handler(ctx) {
      const { service, findings } = checkService(
        structuredClone(ctx.input.spec),
      );
      if (!service) {
        refuse('The spec cannot be used', findings);
      }
      const { entityRef } = ctx.input;
      const needs = await deps.platform.firstDay(service);
      // A template hands on an empty text where nothing was registered.
      const looks = Boolean(entityRef) && !ctx.isDryRun;
      const answers = looks
        ? await deps.firstDayOf({
            entityRef: entityRef!,
            credentials: await ctx.getInitiatorCredentials(),
            signal: ctx.signal,
          })
        : [];
      if (answers instanceof Error) {
        ctx.logger.warn(`Nothing could be looked up: ${answers.message}`);
      }
      const items = answered(needs, answers);
      const missing = items.filter(({ answer }) => answer === 'missing');
      const there = items.filter(({ answer }) => answer === 'there');
      ctx.logger.info(
        looks
          ? `Of ${items.length} needs ${there.length} are met and ${missing.length} are missing`
          : `Would look up ${items.length} needs`,
      );
      missing.forEach(({ text, note }) =>
        ctx.logger.warn(`Missing: ${text}${note ? ` ${note}` : ''}`),
      );
      ctx.output('missing', missing.length);
      ctx.output('checklist', checklist(items));
    },
  });
}
