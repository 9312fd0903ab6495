import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { DeploymentsService } from '../service/DeploymentsService';

/** The same read as the card's, for agents: as the user who asks, under the same permission. */
export function registerGetDeployments(options: {
  actionsRegistry: ActionsRegistryService;
  deployments: DeploymentsService;
}) {
  const { actionsRegistry, deployments } = options;
  actionsRegistry.register({
    name: 'get-deployments',
    title: 'Get deployments of a service',
    description: `Tells for each environment of a service which version runs, since when and by which commit, how many
replicas are ready, and what is wrong with what to do about it. The answer for an environment is "data", "absent" (nothing is
deployed there), "denied" or "unreachable"; the last two carry the last known state, which may be out of date.`,
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('The service, e.g. component:default/payments'),
        }),
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
      const output = await deployments.deployments(name, credentials);
      const environments = output.environments.map(environment => ({
        ...environment,
        state: { ...environment.state },
      }));
      return { output: { ...output, environments } };
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
