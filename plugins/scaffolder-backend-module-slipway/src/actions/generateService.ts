import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Platform } from '@slipway/plugin-slipway-node';
import { catalogFindings } from '../lib/catalog';
import { errorsOf, refuse } from '../lib/findings';
import { giteaIntegration, giteaRepository } from '../lib/gitea';
import { specFromForm, summarize } from '../lib/specFromForm';
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
        name: z => z.string().describe('The name of the service'),
        owner: z => z.string().describe('A group or user of the catalog'),
        system: z => z.string().optional().describe('A system of the catalog'),
        description: z => z.string().optional().describe('One line'),
        runtime: z => z.string().describe('For example go'),
        type: z => z.string().describe('The shape, for example http'),
        environments: z =>
          z.array(z.string()).describe('In the order of promotion'),
        clusters: z =>
          z.record(z.string()).describe('The cluster of each environment'),
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
      const { repositoryHost, repositoryOwner, ...form } = ctx.input;
      const { baseUrl } = giteaIntegration(deps.integrations, repositoryHost);
      const { url } = giteaRepository(baseUrl, repositoryOwner, form.name);

      const { service, findings } = specFromForm({
        ...form,
        repositoryUrl: url,
      });
      if (!service) {
        refuse('The form cannot be used', findings);
      }
      const refused = await catalogFindings(
        deps.catalog,
        {
          name: service.metadata.name,
          owner: service.metadata.owner,
          repositoryUrl: url,
        },
        await ctx.getInitiatorCredentials(),
      );
      if (refused.length > 0) {
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
      ctx.output('repositoryUrl', url);
      ctx.output('entityRef', `component:default/${service.metadata.name}`);
    },
  });
}
