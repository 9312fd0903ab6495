import { join } from 'node:path';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Platform } from '@slipway/plugin-slipway-node';
import { describeFinding, errorsOf, refuse } from '../lib/findings';
import { CENTRAL, readTree } from '../lib/workspace';
import { examples } from './validateService.examples';

/** The last look before anything is published: what the workspace holds, other steps' files included. */
export function createValidateServiceAction(deps: { platform: Platform }) {
  return createTemplateAction({
    id: 'slipway:service:validate',
    description:
      'Checks the tree in the workspace: every overlay, every object, every reference',
    examples,
    supportsDryRun: true,
    schema: {
      input: {},
      output: {
        files: z => z.number().describe('How many files were checked'),
      },
    },
    async handler(ctx) {
      const { tree, findings: inWorkspace } = await readTree(ctx.workspacePath);
      const central = await readTree(join(ctx.workspacePath, CENTRAL));
      const findings = [
        ...inWorkspace,
        ...central.findings,
        ...(await deps.platform.validate(tree)),
        ...(await deps.platform.validate(central.tree)),
      ];
      if (errorsOf(findings).length > 0) {
        refuse('The tree is not fit to be published', findings);
      }
      findings.forEach(finding => ctx.logger.warn(describeFinding(finding)));
      const count = Object.keys(tree).length + Object.keys(central.tree).length;
      ctx.logger.info(
        `Checked ${count} files, ${
          findings.length ? `${findings.length} to look at` : 'nothing to mend'
        }`,
      );
      ctx.output('files', count);
    },
  });
}
