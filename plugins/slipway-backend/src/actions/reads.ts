import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { entityAspects, fleetOrders } from '@slipway/plugin-slipway-common';
import { Fleet } from '../service/fleet/Fleet';
import { StateService } from '../service/StateService';

const ENTITY_REF = 'The service, e.g. component:default/payments';

/** The same reads as the pages', for agents: as the user who asks, under the same permission. */
export function registerReads(options: {
  actionsRegistry: ActionsRegistryService;
  state: StateService;
  fleet: Fleet;
}) {
  const { actionsRegistry, state, fleet } = options;
  actionsRegistry.register({
    name: 'get-deployments',
    title: 'Get deployments of a service',
    description: `Tells for each environment of a service which version runs, since when and by which commit, how many
replicas are ready, and what is wrong with what to do about it. The answer for an environment is "data", "absent" (nothing is
deployed there), "denied" or "unreachable"; the last two carry the last known state, which may be out of date.`,
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z => z.object({ entityRef: z.string().describe(ENTITY_REF) }),
      output: z =>
        z.object({
          entityRef: z.string(),
          verdict: z.string().describe('The worst of the environments'),
          revision: z.number(),
          environments: z.array(
            z.object({
              name: z.string(),
              cluster: z.string(),
              namespace: z.string(),
              state: z.object({ answer: z.string() }).passthrough(),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'Which version of payments runs where',
        input: { entityRef: 'component:default/payments' },
      },
    ],
    action: async ({ input, credentials }) => {
      const name = parse(input.entityRef);
      const output = await state.deployments(name, credentials);
      const environments = output.environments.map(environment => ({
        ...environment,
        state: { ...environment.state },
      }));
      return { output: { ...output, environments } };
    },
  });

  actionsRegistry.register({
    name: 'get-state',
    title: 'Get all that is known of a service',
    description: `Tells for each environment of a service what runs (deployments), whether Git and the cluster agree (delivery),
whether it fits its quota at maximum scale (quota), what scales it, when it was last backed up, whether its secrets are brought,
and under which names and certificates it is reached (exposure). Each is one of four answers: "data", "absent" (there is none),
"denied" or "unreachable"; the last two carry the last known state, which may be out of date. Each state has a verdict with
reasons, their evidence and what to do.`,
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z => z.object({ entityRef: z.string().describe(ENTITY_REF) }),
      output: z =>
        z.object({
          entityRef: z.string(),
          verdict: z.string().describe('The worst of the environments'),
          revision: z.number(),
          environments: z.array(
            z
              .object({
                name: z.string(),
                cluster: z.string(),
                namespace: z.string(),
                verdict: z.string(),
              })
              .passthrough(),
          ),
        }),
    },
    examples: [
      {
        title: 'What is wrong with payments',
        input: { entityRef: 'component:default/payments' },
      },
    ],
    action: async ({ input, credentials }) => {
      const output = await state.state(parse(input.entityRef), credentials);
      const environments = output.environments.map(one => ({ ...one }));
      return { output: { ...output, environments } };
    },
  });

  actionsRegistry.register({
    name: 'list-services',
    title: 'List services by how they are',
    description: `Lists the services that you may read, with verdict, versions and troubles of each environment: those of an owner,
in an environment, that fail, whose backups are late. "facets" tells what there is to choose from. Details of one are in get-state.`,
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          search: z.string().optional().describe('Words in names or versions'),
          owner: z
            .array(z.string())
            .optional()
            .describe('e.g. group:default/shop'),
          environment: z.array(z.string()).optional(),
          verdict: z
            .array(
              z.enum([
                'healthy',
                'progressing',
                'degraded',
                'failed',
                'unknown',
              ]),
            )
            .optional(),
          trouble: z
            .array(z.enum(entityAspects))
            .optional()
            .describe('Aspects that are degraded, fail or cannot be read'),
          sort: z
            .enum(fleetOrders)
            .optional()
            .describe('The worst, newest, fullest or oldest first'),
          limit: z.number().int().min(1).max(100).optional(),
          cursor: z.string().optional().describe('"next" of the page before'),
        }),
      output: z =>
        z.object({
          total: z.number(),
          next: z.string().optional(),
          services: z.array(
            z
              .object({ entityRef: z.string(), verdict: z.string() })
              .passthrough(),
          ),
          facets: z.record(z.record(z.number())),
        }),
    },
    examples: [
      {
        title: 'What fails in production, the worst first',
        input: { environment: ['prod'], verdict: ['failed'], sort: 'verdict' },
      },
    ],
    action: async ({ input, credentials }) => {
      const page = await fleet.services(input, credentials);
      const services = page.services.map(service => ({ ...service }));
      return { output: { ...page, services } };
    },
  });
}

function parse(entityRef: string) {
  try {
    return parseEntityRef(entityRef, { defaultKind: 'component' });
  } catch {
    throw new InputError(
      'entityRef has the form kind:namespace/name, e.g. component:default/payments',
    );
  }
}
