import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  dueKinds,
  entityAspects,
  fleetOrders,
} from '@slipway/plugin-slipway-common';
import { Fleet } from '../service/fleet/Fleet';
import { StateService } from '../service/StateService';

type Zod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['input']
>[0];

const FOUR_ANSWERS = `A state is one of four answers: "data", "absent", "denied" or "unreachable"; the last two carry the last known
state, which may be out of date.`;

/** By what every list can be chosen from, and which part of it. */
const choice = (z: Zod) => ({
  search: z.string().optional().describe('Words in names or versions'),
  owner: z.array(z.string()).optional().describe('e.g. group:default/shop'),
  environment: z.array(z.string()).optional(),
  verdict: z
    .array(z.enum(['healthy', 'progressing', 'degraded', 'failed', 'unknown']))
    .optional(),
  trouble: z
    .array(z.enum(entityAspects))
    .optional()
    .describe('Aspects that are degraded, fail or cannot be read'),
  limit: z.number().int().min(1).max(100).optional(),
  cursor: z.string().optional().describe('"next" of the page before'),
});

/** Which part of it that is. */
const page = (z: Zod) => ({
  total: z.number(),
  next: z.string().optional(),
});

/** That nothing is listed says little of what was not read. */
const starting = (z: Zod) =>
  z
    .number()
    .optional()
    .describe('In so many environments it was not read yet since the start');

/** What the page of the fleet reads, for agents: of each one who asks they list only what he may read. */
export function registerLists(options: {
  actionsRegistry: ActionsRegistryService;
  state: StateService;
  fleet: Fleet;
}) {
  const { actionsRegistry, state, fleet } = options;
  const attributes = { readOnly: true, idempotent: true };
  // Plain objects, which an output may have more fields of than its schema names.
  const copies = <T extends object>(all: readonly T[]) =>
    all.map((one): { [K in keyof T]: T[K] } => ({ ...one }));

  actionsRegistry.register({
    name: 'list-services',
    title: 'List services by how they are',
    description: `Lists the services that you may read, with verdict, versions and troubles of each environment: those of an owner,
in an environment, that fail, whose backups are late. "facets" tells what there is to choose from. Details of one are in get-state.`,
    attributes,
    schema: {
      input: z =>
        z.object({
          ...choice(z),
          sort: z
            .enum(fleetOrders)
            .optional()
            .describe('The worst, newest, fullest or oldest first'),
        }),
      output: z =>
        z.object({
          ...page(z),
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
      const found = await fleet.services(input, credentials);
      return { output: { ...found, services: copies(found.services) } };
    },
  });

  actionsRegistry.register({
    name: 'list-quotas',
    title: 'List what namespaces still have room for',
    description: `Lists the namespaces of the services that you may read, the fullest first: what their quota allows, what of it is taken, and
who lives there. ${FOUR_ANSWERS}`,
    attributes,
    schema: {
      input: z => z.object(choice(z)),
      output: z =>
        z.object({
          ...page(z),
          quotas: z.array(
            z
              .object({
                cluster: z.string(),
                namespace: z.string(),
                services: z.array(z.string()),
              })
              .passthrough(),
          ),
        }),
    },
    examples: [
      {
        title: 'Which namespaces in production are nearly full',
        input: { environment: ['prod'], limit: 10 },
      },
    ],
    action: async ({ input, credentials }) => {
      const found = await fleet.quotas(input, credentials);
      return { output: { ...found, quotas: copies(found.quotas) } };
    },
  });

  actionsRegistry.register({
    name: 'list-backups',
    title: 'List backups by their age',
    description: `Lists the backups of the services that you may read, what was backed up longest ago first: the last success, the age that
is allowed, and what is wrong. ${FOUR_ANSWERS}`,
    attributes,
    schema: {
      input: z => z.object(choice(z)),
      output: z =>
        z.object({
          ...page(z),
          starting: starting(z),
          backups: z.array(
            z
              .object({ entityRef: z.string(), environment: z.string() })
              .passthrough(),
          ),
        }),
    },
    examples: [
      {
        title: 'What of mine was not backed up for long',
        input: { owner: ['group:default/shop'], limit: 10 },
      },
    ],
    action: async ({ input, credentials }) => {
      const found = await fleet.backups(input, credentials);
      return { output: { ...found, backups: copies(found.backups) } };
    },
  });

  actionsRegistry.register({
    name: 'list-due',
    title: 'List what runs out soon',
    description: `Lists certificates and secrets that end and backups that come too late, of the services that you may read: what ends first
before the rest. "unread" tells in how many environments something of it cannot be read just now, so that an empty list is not taken for
"nothing is due".`,
    attributes,
    schema: {
      input: z =>
        z.object({
          ...choice(z),
          kind: z.array(z.enum(dueKinds)).optional(),
          within: z
            .number()
            .int()
            .min(1)
            .max(3650)
            .optional()
            .describe('In so many days; what has ended is always within'),
        }),
      output: z =>
        z.object({
          ...page(z),
          unread: z.number(),
          starting: starting(z),
          due: z.array(
            z
              .object({ entityRef: z.string(), environment: z.string() })
              .passthrough(),
          ),
        }),
    },
    examples: [
      {
        title: 'Which certificates end within two weeks',
        input: { kind: ['certificate'], within: 14 },
      },
    ],
    action: async ({ input, credentials }) => {
      const found = await fleet.due(input, credentials);
      return { output: { ...found, due: copies(found.due) } };
    },
  });

  actionsRegistry.register({
    name: 'list-sources',
    title: 'List what state is read from, and how well',
    description: `Lists clusters, Argo CDs, Vaults and Git hosts with whether they can be read, since when, when they were heard last, and
what right is missing where one is. Needs slipway.sources.read.`,
    attributes,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          sources: z.array(
            z.object({ id: z.string(), state: z.string() }).passthrough(),
          ),
        }),
    },
    examples: [{ title: 'What cannot be read just now', input: {} }],
    action: async ({ credentials }) => ({
      output: { sources: copies(await state.sources(credentials)) },
    }),
  });
}
