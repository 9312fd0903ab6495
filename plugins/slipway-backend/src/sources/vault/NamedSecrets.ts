import { entityAnnotations } from '@slipway/model';
import { Subject } from '@slipway/plugin-slipway-common';
import { KnownEntity } from '../../entities/EntityDirectory';
import { StateStore } from '../../store';
import { DocumentFollower } from '../servers/DocumentFollower';

type Named = Pick<
  KnownEntity,
  'annotations' | 'environments' | 'only' | 'service'
>;

/** Folders of one engine that an entity names; `engine` is left out where the configuration knows it. */
export interface NamedFolders {
  engine?: string;
  folders: string[];
}

const MOST_FOLDERS = 10;

/** As the community's Vault plugin reads its annotations. */
function namedFoldersOf({
  annotations,
}: Pick<KnownEntity, 'annotations'>): NamedFolders | undefined {
  const folders = (annotations[entityAnnotations.vaultPath] ?? '')
    .split(',')
    .flatMap(path => placeIn(path) ?? [])
    .slice(0, MOST_FOLDERS);
  const engine = placeIn(annotations[entityAnnotations.vaultEngine] ?? '');
  return folders.length > 0
    ? { folders, ...(engine && { engine }) }
    : undefined;
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
  ) {
    this.running = new DocumentFollower(store, 'deployments', () => true);
  }

  async read(): Promise<{ subject: Subject; named: NamedFolders }[]> {
    const naming = this.entities.entities.flatMap(entity => {
      const named = namedFoldersOf(entity);
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
