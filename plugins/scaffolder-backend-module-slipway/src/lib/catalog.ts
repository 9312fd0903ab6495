import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { nearestName, type Finding } from '@slipway/model';

const SOURCE = 'backstage.io/source-location';

export interface Wanted {
  name?: string;
  owner?: string;
  system?: string;
  repositoryUrl?: string;
}

type Look = (ref: CompoundEntityRef) => Promise<Entity | undefined>;
type NamesOf = (kind: string) => Promise<string[]>;

/** What the catalog has against it: an owner or a system that is not there, a name that is taken. */
export async function catalogFindings(
  catalog: CatalogService,
  { name, owner, system, repositoryUrl }: Wanted,
  credentials: BackstageCredentials,
): Promise<Finding[]> {
  const look: Look = ref => catalog.getEntityByRef(ref, { credentials });
  const namesOf: NamesOf = async kind => {
    const { items } = await catalog.getEntities(
      { filter: { kind }, fields: ['metadata.name'] },
      { credentials },
    );
    return items.map(({ metadata }) => metadata.name);
  };
  const known = (field: string, given: string, defaultKind: string) =>
    unknownFindings(
      field,
      parseEntityRef(given, { defaultKind }),
      look,
      namesOf,
    );
  const findings = await Promise.all([
    name ? nameFindings(name, repositoryUrl, look) : [],
    owner ? known('owner', owner, 'group') : [],
    system ? known('system', system, 'system') : [],
  ]);
  return findings.flat();
}

async function unknownFindings(
  field: string,
  ref: CompoundEntityRef,
  look: Look,
  namesOf: NamesOf,
): Promise<Finding[]> {
  if (await look(ref)) {
    return [];
  }
  const nearest = nearestName(ref.name, await namesOf(ref.kind));
  return [
    {
      rule: `${field}.known`,
      severity: 'error',
      path: `metadata.${field}`,
      message: `the catalog has no ${stringifyEntityRef(ref)}`,
      remedy: nearest
        ? `Write ${nearest}`
        : `Choose a ${ref.kind} of the catalog`,
    },
  ];
}

async function nameFindings(
  name: string,
  repositoryUrl: string | undefined,
  look: Look,
): Promise<Finding[]> {
  const existing = await look({
    kind: 'component',
    namespace: 'default',
    name,
  });
  // A task that is run again finds what it registered itself.
  const isOurs =
    repositoryUrl &&
    existing?.metadata.annotations?.[SOURCE]?.startsWith(
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
      message: `the catalog already has a component '${name}', owned by ${
        existing.spec?.owner ?? 'nobody'
      }`,
      remedy: 'Choose another name',
    },
  ];
}
