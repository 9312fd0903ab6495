import { join } from 'node:path';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { checkService } from '@slipway/model';
import type { Platform } from '@slipway/plugin-slipway-node';
import { pathsIn } from '../lib/existing';
import { describeFinding, errorsOf, refuse, summarize } from '../lib/findings';
import { CENTRAL, EXISTING, writeTree } from '../lib/workspace';
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
        kept: z =>
          z
            .string()
            .describe(
              'Which files of the repository that was read stay instead of rendered ones, as a list',
            ),
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
      const existing = await pathsIn(join(ctx.workspacePath, EXISTING));
      const rendered = await deps.platform.render(service, existing);
      const errors = errorsOf(rendered.findings);
      if (errors.length > 0) {
        refuse('The service cannot be rendered', errors);
      }
      rendered.findings.forEach(finding =>
        ctx.logger.warn(describeFinding(finding)),
      );
      await writeTree(ctx.workspacePath, rendered.tree);
      if (rendered.central) {
        await writeTree(join(ctx.workspacePath, CENTRAL), rendered.central);
      }
      const count = Object.keys(rendered.tree).length;
      ctx.logger.info(
        `Rendered ${count} files for ${service.metadata.name}: ${summarize(
          rendered.tree,
        )}`,
      );
      ctx.output('files', count);
      ctx.output(
        'kept',
        rendered.kept
          .map(({ path, note }) => `- \`${path}\`${note ? `. ${note}` : ''}`)
          .join('\n') || '- None: nothing of yours has the same name.',
      );
      const needs = await deps.platform.firstDay(service);
      ctx.output('firstDay', needs.map(({ text }) => `- ${text}`).join('\n'));
    },
  });
}
