import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { firstDayOf } from '@slipway/blueprint';
import { checkService } from '@slipway/model';
import type { Platform } from '@slipway/plugin-slipway-node';
import { describeFinding, errorsOf, refuse, summarize } from '../lib/findings';
import { writeTree } from '../lib/workspace';
import { examples } from './generateService.examples';

/** Spec to files: everything that decides about content is the blueprint's. */
export function createGenerateServiceAction(deps: { platform: Platform }) {
  return createTemplateAction({
    id: 'slipway:service:generate',
    description:
      "Renders a service's repository from its spec, and checks it before anything is written",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        spec: z =>
          z
            .record(z.any())
            .describe('A whole slipway.yaml, as slipway:spec:compose makes it'),
      },
      output: {
        files: z => z.number().describe('How many files were written'),
        firstDay: z =>
          z
            .string()
            .describe(
              'What the service needs beyond its repository before its first deployment, as a list',
            ),
      },
    },
    async handler(ctx) {
      const { service, findings } = checkService(
        structuredClone(ctx.input.spec),
      );
      if (!service) {
        refuse('The spec cannot be used', findings);
      }
      const rendered = await deps.platform.render(service);
      const errors = errorsOf(rendered.findings);
      if (errors.length > 0) {
        refuse('The service cannot be rendered', errors);
      }
      rendered.findings.forEach(finding =>
        ctx.logger.warn(describeFinding(finding)),
      );
      await writeTree(ctx.workspacePath, rendered.tree);
      const count = Object.keys(rendered.tree).length;
      ctx.logger.info(
        `Rendered ${count} files for ${service.metadata.name}: ${summarize(
          rendered.tree,
        )}`,
      );
      ctx.output('files', count);
      const missed = firstDayOf(service, await deps.platform.bundle());
      ctx.output('firstDay', missed.map(line => `- ${line}`).join('\n'));
    },
  });
}
