import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { historyKinds } from '@slipway/plugin-slipway-common';
import { StateService } from '../service/StateService';

const ENTITY_REF = 'The service, e.g. component:default/payments';

/** What the pages of a service read, for agents: as the user who asks, under the same permission. */
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
              commits: z
                .object({ answer: z.string() })
                .passthrough()
                .describe('Whose commits run, and how many are newer'),
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
        commits: { ...environment.commits },
      }));
      return { output: { ...output, environments } };
    },
  });

  actionsRegistry.register({
    name: 'get-state',
    title: 'Get all that is known of a service',
    description: `Tells for each environment of a service what runs (deployments), whether Git and the cluster agree (delivery),
whether it fits its quota at maximum scale (quota), what scales it, whether what keeps its data is there (data), when it was last backed up, whether its secrets are brought,
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
    name: 'get-history',
    title: 'Get what happened to a service',
    description: `Tells what happened to a service, newest first: versions that came, verdicts that changed, syncs, backups, and the
commits that came to run. "next" is where the page after this one begins.`,
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          entityRef: z.string().describe(ENTITY_REF),
          kinds: z.array(z.enum(historyKinds)).optional(),
          limit: z.number().int().min(1).max(200).optional(),
          cursor: z.string().optional().describe('"next" of the page before'),
        }),
      output: z =>
        z.object({
          entityRef: z.string(),
          next: z.string().optional(),
          events: z.array(
            z
              .object({
                at: z.string(),
                environment: z.string(),
                kind: z.string(),
              })
              .passthrough(),
          ),
        }),
    },
    examples: [
      {
        title: 'The last deploys of payments',
        input: { entityRef: 'component:default/payments', kinds: ['version'] },
      },
    ],
    action: async ({ input, credentials }) => {
      const { entityRef, kinds, limit = 50, cursor } = input;
      const page = await state.history(
        parse(entityRef),
        { kinds, limit, cursor },
        credentials,
      );
      const events = page.events.map(event => ({ ...event }));
      return { output: { ...page, events } };
    },
  });

  actionsRegistry.register({
    name: 'get-delivery-metrics',
    title: 'Get how well a service is delivered',
    description: `Tells for each environment how often it is deployed to, the median time from commit to deploy in seconds, after how many
deploys it went wrong, and the median time until it was well again. A number that nothing tells is left out.`,
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          entityRef: z.string().describe(ENTITY_REF),
          days: z.number().int().min(1).max(366).optional(),
        }),
      output: z =>
        z.object({
          entityRef: z.string(),
          from: z.string(),
          to: z.string(),
          environments: z.array(
            z.object({ name: z.string(), deploys: z.number() }).passthrough(),
          ),
        }),
    },
    examples: [
      {
        title: 'How often payments is deployed',
        input: { entityRef: 'component:default/payments' },
      },
    ],
    action: async ({ input, credentials }) => {
      const { entityRef, days = 30 } = input;
      const output = await state.metrics(parse(entityRef), days, credentials);
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
