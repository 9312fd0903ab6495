import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { StateService } from '../service/StateService';

const ENTITY_REF = 'The service, e.g. component:default/payments';

/** The same reads as the pages', for agents: as the user who asks, under the same permission. */
export function registerReads(options: {
  actionsRegistry: ActionsRegistryService;
  state: StateService;
}) {
  const { actionsRegistry, state } = options;
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
