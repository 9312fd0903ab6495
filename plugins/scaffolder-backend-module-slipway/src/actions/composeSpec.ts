import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  over,
  type Composer,
  type ServiceForm,
} from '@slipway/plugin-slipway-node';
import { catalogFindings } from '../lib/catalog';
import { refuse } from '../lib/findings';
import { unlessAborted } from '../lib/unlessAborted';
import { examples } from './composeSpec.examples';

/** Form to spec, with all that the spec's own rules and the catalog have against it, before anything is made. */
export function createComposeSpecAction(deps: {
  composer: Composer;
  catalog: CatalogService;
}) {
  return createTemplateAction({
    id: 'slipway:spec:compose',
    description:
      'Makes a service spec of what a form says, and refuses what cannot be one: all findings at once',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        values: z =>
          z
            .record(z.any())
            .describe(
              'What the form says: name, owner, system, description, runtime, type, image, port, health, schedule, environments, needs, repository; the same below `more`; `spec` is laid over the result. Other fields are left to other steps',
            ),
        fixed: z =>
          z
            .record(z.any())
            .optional()
            .describe('The same, decided by the template'),
        found: z =>
          z
            .record(z.any())
            .optional()
            .describe(
              'The same, as slipway:repository:inspect found it: it counts where the form says nothing',
            ),
      },
      output: {
        spec: z => z.record(z.any()).describe('What slipway.yaml is to say'),
        name: z => z.string().describe('The name of the service'),
        description: z => z.string().describe('What it does, if it was said'),
        entityRef: z => z.string().describe('What it will be in the catalog'),
        repository: z =>
          z
            .object({ host: z.string(), owner: z.string(), url: z.string() })
            .describe('Where the repository will be'),
      },
    },
    async handler(ctx) {
      const { values, fixed, found } = structuredClone(ctx.input);
      const form: ServiceForm = over(found ?? {}, { ...values, ...fixed });
      const { findings, repository, service, spec } =
        await deps.composer.compose(form);
      const metadata = (spec.metadata ?? {}) as Record<
        string,
        string | undefined
      >;
      const credentials = await ctx.getInitiatorCredentials();
      // The catalog is asked about what no finding is about, so that all is told in the same breath.
      const usable = (field: string) =>
        findings.some(({ path }) => path === `metadata.${field}`)
          ? undefined
          : metadata[field];
      const refused = [
        ...findings,
        ...(await unlessAborted(ctx.signal, () =>
          catalogFindings(
            deps.catalog,
            {
              name: usable('name'),
              owner: usable('owner'),
              system: usable('system'),
              repositoryUrl: repository?.url,
            },
            credentials,
          ),
        )),
      ];
      if (!service || !repository || refused.length > 0) {
        refuse('The form cannot be used', refused);
      }
      const { name, description = '' } = service.metadata;
      ctx.logger.info(`${name} will be at ${repository.url}`);
      const { host, owner, url } = repository;
      ctx.output('spec', spec as Record<string, any>);
      ctx.output('name', name);
      ctx.output('description', description);
      ctx.output('entityRef', `component:default/${name}`);
      ctx.output('repository', { host, owner, url });
    },
  });
}
