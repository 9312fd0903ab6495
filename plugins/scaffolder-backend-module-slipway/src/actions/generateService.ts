import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Platform } from '@slipway/plugin-slipway-node';
import { catalogFindings } from '../lib/catalog';
import { errorsOf, refuse, summarize } from '../lib/findings';
import { giteaIntegration, giteaRepository } from '../lib/gitea';
import { serviceAtPortal, specOfForm } from '../lib/serviceAtPortal';
import { writeTree } from '../lib/workspace';
import { examples } from './generateService.examples';

/** Form to spec to files: everything that decides about content is the blueprint's. */
export function createGenerateServiceAction(deps: {
  platform: Platform;
  catalog: CatalogService;
  integrations: ScmIntegrationRegistry;
}) {
  return createTemplateAction({
    id: 'slipway:service:generate',
    description:
      "Renders a service's repository from what the form says, and checks it before anything is written",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().optional().describe('The name of the service'),
        owner: z =>
          z.string().optional().describe('A group or user of the catalog'),
        system: z => z.string().optional().describe('A system of the catalog'),
        description: z => z.string().optional().describe('One line'),
        runtime: z => z.string().optional().describe('For example go'),
        type: z => z.string().optional().describe('The shape, such as http'),
        environments: z =>
          z.array(z.string()).optional().describe('In the order of promotion'),
        clusters: z =>
          z
            .record(z.string())
            .optional()
            .describe('The cluster of each environment'),
        spec: z =>
          z
            .record(z.any())
            .optional()
            .describe(
              'Instead of the fields above: a whole slipway.yaml; the repository is filled in',
            ),
        repositoryOwner: z =>
          z.string().describe('The organization that gets the repository'),
        repositoryHost: z =>
          z
            .string()
            .optional()
            .describe('A Git host of the portal; the only one when left out'),
      },
      output: {
        name: z => z.string().describe('The name of the service'),
        repositoryUrl: z => z.string().describe('Where the repository will be'),
        entityRef: z => z.string().describe('What it is in the catalog'),
      },
    },
    async handler(ctx) {
      const { repositoryHost, repositoryOwner, spec, ...form } = ctx.input;
      if (spec && Object.values(form).some(value => value !== undefined)) {
        throw new InputError(
          'Give either the fields of the form or a whole spec, not both',
        );
      }
      const { baseUrl } = giteaIntegration(deps.integrations, repositoryHost);
      const { service, findings, repositoryUrl, usable } = serviceAtPortal(
        spec ? structuredClone(spec) : specOfForm(form),
        name => giteaRepository(baseUrl, repositoryOwner, name).url,
      );
      const refused = [
        ...findings,
        ...(await catalogFindings(
          deps.catalog,
          { ...usable, repositoryUrl },
          await ctx.getInitiatorCredentials(),
        )),
      ];
      if (!service || refused.length > 0) {
        refuse('The form cannot be used', refused);
      }

      const rendered = await deps.platform.render(service);
      const errors = errorsOf(rendered.findings);
      if (errors.length > 0) {
        refuse('The service cannot be rendered', errors);
      }
      await writeTree(ctx.workspacePath, rendered.tree);
      ctx.logger.info(
        `Rendered ${Object.keys(rendered.tree).length} files for ${
          service.metadata.name
        }: ${summarize(rendered.tree)}`,
      );

      ctx.output('name', service.metadata.name);
      ctx.output('repositoryUrl', repositoryUrl);
      ctx.output('entityRef', `component:default/${service.metadata.name}`);
    },
  });
}
