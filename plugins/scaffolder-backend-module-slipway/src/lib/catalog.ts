import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { nearestName, type Finding } from '@slipway/model';

const SOURCE = 'backstage.io/source-location';

export interface Wanted {
  name: string;
  owner: string;
  repositoryUrl: string;
}

/** What the catalog has against it: an owner that is not there, a name that is taken. */
export async function catalogFindings(
  catalog: CatalogService,
  wanted: Wanted,
  credentials: BackstageCredentials,
): Promise<Finding[]> {
  return [
    ...(await ownerFindings(catalog, wanted.owner, credentials)),
    ...(await nameFindings(catalog, wanted, credentials)),
  ];
}

async function ownerFindings(
  catalog: CatalogService,
  owner: string,
  credentials: BackstageCredentials,
): Promise<Finding[]> {
  const ref = parseEntityRef(owner, { defaultKind: 'group' });
  if (await catalog.getEntityByRef(ref, { credentials })) {
    return [];
  }
  const { items } = await catalog.getEntities(
    {
      filter: { kind: ref.kind },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    },
    { credentials },
  );
  const nearest = nearestName(
    ref.name,
    items.map(({ metadata }) => metadata.name),
  );
  return [
    {
      rule: 'owner.known',
      severity: 'error',
      path: 'metadata.owner',
      message: `The catalog has no ${stringifyEntityRef(ref)}`,
      remedy: nearest
        ? `Did you mean '${nearest}'`
        : 'Choose a group or user of the catalog',
    },
  ];
}

async function nameFindings(
  catalog: CatalogService,
  { name, repositoryUrl }: Wanted,
  credentials: BackstageCredentials,
): Promise<Finding[]> {
  const existing = await catalog.getEntityByRef(
    { kind: 'component', namespace: 'default', name },
    { credentials },
  );
  // A task that is run again finds what it registered itself.
  const isOurs = existing?.metadata.annotations?.[SOURCE]?.startsWith(
    `url:${repositoryUrl}/`,
  );
  if (!existing || isOurs) {
    return [];
  }
  return [
    {
      rule: 'name.free',
      severity: 'error',
      path: 'metadata.name',
      message: `The catalog already has a component '${name}', owned by ${
        existing.spec?.owner ?? 'nobody'
      }`,
      remedy: 'Choose another name',
    },
  ];
}
