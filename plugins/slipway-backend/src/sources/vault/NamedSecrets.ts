import { entityAnnotations } from '@slipway/model';
import { Subject } from '@slipway/plugin-slipway-common';
import { KnownEntity } from '../../entities/EntityDirectory';
import { StateStore } from '../../store';
import { patternOf } from '../../lib/pattern';
import { DocumentFollower } from '../servers/DocumentFollower';
import type { VaultServerConfig } from './config';

type Named = Pick<
  KnownEntity,
  | 'annotations'
  | 'environments'
  | 'name'
  | 'only'
  | 'owners'
  | 'service'
  | 'system'
>;

/** Folders of one engine that an entity names. */
export interface NamedFolders {
  engine: string;
  folders: string[];
  /** Folders that this entity may not name: nothing is asked of them. */
  refused: string[];
}

const MOST_FOLDERS = 10;

type NamedConfig = NonNullable<VaultServerConfig['named']>;

/** As the community's Vault plugin reads its annotations. */
function namedFoldersOf(
  entity: Named,
  { engine: usual, folders: patterns }: NamedConfig,
): NamedFolders | undefined {
  const { annotations } = entity;
  const named = (annotations[entityAnnotations.vaultPath] ?? '')
    .split(',')
    .flatMap(path => placeIn(path) ?? [])
    .slice(0, MOST_FOLDERS);
  const engine =
    placeIn(annotations[entityAnnotations.vaultEngine] ?? '') ?? usual;
  const allowed = patterns.flatMap(pattern => patternsFor(pattern, entity));
  const mayName = (folder: string) =>
    allowed.some(pattern => pattern.test(`${engine}/${folder}/`));
  return named.length > 0
    ? {
        engine,
        folders: named.filter(mayName),
        refused: named.filter(folder => !mayName(folder)),
      }
    : undefined;
}

/** What a pattern is for one entity: nothing, where it has none of what stands in it. */
function patternsFor(pattern: string, entity: Named): RegExp[] {
  const { name, system, owners } = entity;
  const own: Record<string, string[]> = {
    name: [name],
    system: system ? [system] : [],
    owner: owners.map(owner => owner.slice(owner.lastIndexOf('/') + 1)),
  };
  return Object.entries(own)
    .reduce(
      (texts, [key, values]) =>
        texts.flatMap(text =>
          text.includes(`{${key}}`)
            ? values.map(value => text.replaceAll(`{${key}}`, value))
            : text,
        ),
      [pattern],
    )
    .map(text => patternOf(`${text.replace(/\/+$/, '')}/*`));
}

/** Nothing that leads out of where it begins. */
function placeIn(path: string): string | undefined {
  const parts = path.trim().split('/').filter(Boolean);
  return parts.length > 0 &&
    parts.every(part => /^[\w.@+ -]{1,128}$/.test(part) && !/^\.+$/.test(part))
    ? parts.join('/')
    : undefined;
}

/** What entities name in Vault, in each environment that they have. */
export class NamedSecrets {
  private readonly running: DocumentFollower<'deployments', true>;

  constructor(
    private readonly entities: { readonly entities: readonly Named[] },
    store: Pick<StateStore, 'documentsAfter'>,
    private readonly config: NamedConfig,
  ) {
    this.running = new DocumentFollower(store, 'deployments', () => true);
  }

  async read(): Promise<{ subject: Subject; named: NamedFolders }[]> {
    const naming = this.entities.entities.flatMap(entity => {
      const named = namedFoldersOf(entity, this.config);
      return named ? [{ entity, named }] : [];
    });
    // Where nobody said where it runs, it is where it was found.
    const guessed = naming.some(({ entity }) => !entity.environments);
    const found = guessed ? await this.running.read() : [];
    return naming.flatMap(({ entity, named }) =>
      placesOf(
        entity,
        found.map(({ subject }) => subject),
      ).map(subject => ({ subject, named })),
    );
  }
}

function placesOf(
  { service, environments, only }: Named,
  found: Subject[],
): Subject[] {
  return environments
    ? environments.map(({ name, cluster, namespace }) => ({
        service,
        environment: name,
        cluster,
        namespace,
      }))
    : found.filter(
        subject =>
          subject.service === service &&
          subject.cluster === (only.cluster ?? subject.cluster) &&
          subject.namespace === (only.namespace ?? subject.namespace),
      );
}
