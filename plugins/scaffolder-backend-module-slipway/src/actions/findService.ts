import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseService, serviceDocument } from '@slipway/model';
import { refuse } from '../lib/findings';
import { publishHost } from '../lib/hosts';
import { sourceLocationOf } from '../lib/sourceLocation';
import { unlessAborted } from '../lib/unlessAborted';
import { examples } from './findService.examples';

const SPEC = 'slipway.yaml';

/** What there is of a service, for steps that change or end it: they work as the portal, so its owner is asked for here. */
export function createFindServiceAction(deps: {
  config: Config;
  catalog: CatalogService;
  userInfo: UserInfoService;
  timeLimit?: number;
}) {
  const { config, catalog, userInfo, timeLimit } = deps;
  return createTemplateAction({
    id: 'slipway:service:find',
    description:
      'Finds the spec and the repository of a service in the catalog, for who belongs to its owner',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z.string().describe('For example component:default/parcels'),
        confirm: z =>
          z
            .string()
            .optional()
            .describe(
              "What somebody typed to show that it is meant: the service's name",
            ),
        also: z =>
          z
            .array(z.string())
            .optional()
            .describe('Who may besides its owner, such as the platform team'),
      },
      output: {
        spec: z => z.record(z.any()).describe('What slipway.yaml says'),
        name: z => z.string().describe('The name of the service'),
        repository: z =>
          z
            .object({ host: z.string(), owner: z.string(), name: z.string() })
            .describe('Where its repository is'),
        whole: z =>
          z
            .boolean()
            .describe('Whether the repository is of this service alone'),
      },
    },
    async handler(ctx) {
      const { entityRef, confirm, also = [] } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const [entity, { ownershipEntityRefs }] = await unlessAborted(
        ctx.signal,
        () =>
          Promise.all([
            catalog.getEntityByRef(entityRef, { credentials }),
            userInfo.getUserInfo(credentials),
          ]),
      );
      if (!entity) {
        throw new InputError(`The catalog has no ${entityRef}`);
      }
      const { name } = entity.metadata;
      if (confirm !== undefined && confirm !== name) {
        throw new InputError(
          `'${confirm}' was typed, and the service is called '${name}'. Nothing was done.`,
        );
      }
      const owner = ownerOf(entity);
      if (![owner, ...also].some(ref => ownershipEntityRefs.includes(ref))) {
        throw new NotAllowedError(
          `Only who belongs to ${[owner, ...also].join(
            ' or ',
          )} may do this to ${name}. Nothing was done.`,
        );
      }
      const place = sourceLocationOf(entity);
      const text =
        place &&
        (await publishHost(config, place.host)
          .api(place.owner, place.name, { signal: ctx.signal, timeLimit })
          .file(`${place.folder}${SPEC}`));
      if (!place || text === undefined) {
        throw new InputError(
          `${entityRef} has no ${SPEC} where its annotation backstage.io/source-location points: it was not made here, and is ended by hand`,
        );
      }
      const { service, findings } = parseService(text);
      if (!service) {
        refuse(`${SPEC} of ${name} cannot be read`, findings);
      }
      // An entity may point anywhere: what it points to has to say that it is this one, and of the same owner.
      const found = {
        name: service.metadata.name,
        owner: ownerRef(service.metadata.owner),
      };
      if (found.name !== name || found.owner !== owner) {
        throw new NotAllowedError(
          `${SPEC} in ${place.owner}/${place.name} is that of '${found.name}' of ${found.owner}, and the catalog has '${name}' of ${owner}. Bring them together first; nothing was done.`,
        );
      }
      ctx.logger.info(
        `${name} of ${owner} is in ${place.owner}/${place.name} on ${place.host}`,
      );
      ctx.output('spec', serviceDocument(service));
      ctx.output('name', name);
      ctx.output('repository', {
        host: place.host,
        owner: place.owner,
        name: place.name,
      });
      ctx.output('whole', place.folder === '');
    },
  });
}

function ownerOf({ spec, metadata }: Entity): string {
  return ownerRef(String(spec?.owner ?? ''), metadata.namespace);
}

function ownerRef(owner: string, defaultNamespace?: string): string {
  return stringifyEntityRef(
    parseEntityRef(owner, { defaultKind: 'group', defaultNamespace }),
  );
}
