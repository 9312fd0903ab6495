import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  Entity,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  formatEnvironments,
  mayRun,
  placeTypes,
  runningAnnotations,
} from '@slipway/model';
import { groupName } from '@slipway/plugin-slipway-common';
import { Clock, sleep } from '../lib/clock';
import { Claim, Identity, identityOf } from './identity';

/** What of an entity is remembered. */
export interface KnownEntity extends Identity {
  entityRef: string;
  kind: string;
  name: string;
  title?: string;
  type?: string;
  /** Its system and the domain of that, as short as people name them. */
  system?: string;
  domain?: string;
  /** Those that it is a part of, from the next one up. */
  domainsAbove?: string[];
  lifecycle?: string;
  /** The catalog's own mark of this state of it. */
  etag?: string;
  /** References of its owners. */
  owners: string[];
  /** Names of the Resources that it depends on. */
  dependsOn: string[];
  annotations: Record<string, string>;
  labels: Record<string, string>;
}

const EVERY_MS = 30_000;
/** Whoever waits for the first reading goes on without it: a catalog that hangs keeps no cluster from being read. */
const FIRST_LIMIT_MS = 10_000;
/** A portal that starts may still be filling its catalog. */
const WHILE_EMPTY_MS = 3_000;

export interface EntityDirectoryOptions {
  catalog: Pick<CatalogService, 'streamEntities'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  clock: Clock;
  logger: LoggerService;
}

/** The entities of the catalog that may have a state, read now and then as nobody in particular: who asks sees only his own. */
export class EntityDirectory {
  private known: readonly KnownEntity[] = [];
  private byRef = new Map<string, KnownEntity>();
  private claimed: readonly Claim[] = [];
  private signature = '';
  private changed = new AbortController();
  private firstRead = new AbortController();

  constructor(private readonly options: EntityDirectoryOptions) {}

  get entities() {
    return this.known;
  }

  /** As it was when the catalog was read last. */
  find(entityRef: string): KnownEntity | undefined {
    return this.byRef.get(entityRef);
  }

  /** What entities claim, and a signal that it is no longer so. */
  get claims(): { claims: readonly Claim[]; until: AbortSignal } {
    return { claims: this.claimed, until: this.changed.signal };
  }

  /** Aborts once the catalog was read, or could not be: nobody waits for it longer. */
  get read(): AbortSignal {
    return this.firstRead.signal;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.options;
    const enough = clock.timer(FIRST_LIMIT_MS, () => this.firstRead.abort());
    signal.addEventListener('abort', enough);
    while (!signal.aborted) {
      try {
        this.replace(await this.readAll());
      } catch (error) {
        logger.warn(
          'The catalog cannot be read, its entities stay as they were known',
          error as Error,
        );
      }
      enough();
      this.firstRead.abort();
      const wait = this.known.length > 0 ? EVERY_MS : WHILE_EMPTY_MS;
      await sleep(clock, wait, signal);
    }
  }

  private async readAll(): Promise<KnownEntity[]> {
    const { catalog, auth } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const pages = catalog.streamEntities(
      {
        filter: [
          ...runningAnnotations.map(annotation => ({
            [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
          })),
          // They know their domains, and these what they are parts of.
          { kind: 'System' },
          { kind: 'Domain' },
        ],
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'metadata.etag',
          'metadata.annotations',
          'metadata.labels',
          'spec.type',
          'spec.system',
          'spec.domain',
          'spec.subdomainOf',
          'spec.lifecycle',
          'relations',
        ],
      },
      { credentials },
    );
    const found: KnownEntity[] = [];
    const domains = new Map<string, string>();
    const above = new Map<string, string>();
    for await (const page of pages) {
      for (const entity of page) {
        const domain = shortOf(entity, 'domain');
        if (entity.kind === 'System' && domain) {
          domains.set(groupName(entity.metadata), domain);
        }
        const parent = shortOf(entity, 'subdomainOf');
        if (entity.kind === 'Domain' && parent) {
          above.set(groupName(entity.metadata), parent);
        }
        if (mayHaveState(entity)) {
          found.push(knownOf(entity));
        }
      }
    }
    return found.map(entity => {
      const domain = entity.system && domains.get(entity.system);
      return this.same(entity, domain ? [domain, ...over(domain, above)] : []);
    });
  }

  /** The one that is known already, where nothing of it changed: what was made of it is still true. */
  private same(
    entity: KnownEntity,
    [domain, ...domainsAbove]: string[],
  ): KnownEntity {
    const known = this.byRef.get(entity.entityRef);
    const there = [known?.domain, ...(known?.domainsAbove ?? [])].join(' ');
    return known?.etag &&
      known.etag === entity.etag &&
      there === [domain, ...domainsAbove].join(' ')
      ? known
      : {
          ...entity,
          ...(domain && { domain }),
          ...(domainsAbove.length > 0 && { domainsAbove }),
        };
  }

  private replace(entities: KnownEntity[]) {
    const claims = [
      ...new Map(
        entities.flatMap(({ claim }) =>
          claim ? [[signatureOf(claim), claim] as const] : [],
        ),
      ),
    ].sort(([a], [b]) => (a < b ? -1 : 1));
    const signature = JSON.stringify(claims.map(([text]) => text));
    this.known = entities;
    this.byRef = new Map(entities.map(one => [one.entityRef, one]));
    this.claimed = claims.map(([, claim]) => claim);
    if (signature !== this.signature) {
      this.signature = signature;
      this.changed.abort();
      this.changed = new AbortController();
    }
  }
}

function signatureOf(claim: Claim): string {
  const { service, environments, selector, applications } = claim;
  return JSON.stringify([
    service,
    selector?.text,
    environments && formatEnvironments(environments),
    applications &&
      ('names' in applications
        ? applications.names
        : applications.selector.text),
  ]);
}

/** A namespace may carry the annotations of what runs there, and is none of it. */
function mayHaveState({ kind, metadata, spec }: Entity): boolean {
  return kind === 'Resource'
    ? spec?.type !== placeTypes.cluster && spec?.type !== placeTypes.namespace
    : !['System', 'Domain'].includes(kind) || mayRun(metadata.annotations);
}

/** What a domain is a part of, and what that is; a catalog may name them in a circle. */
function over(domain: string, above: ReadonlyMap<string, string>): string[] {
  const found = new Set([domain]);
  for (
    let next = above.get(domain);
    next !== undefined && !found.has(next);
    next = above.get(next)
  ) {
    found.add(next);
  }
  return [...found].slice(1);
}

/** What it says that it belongs to. */
function shortOf(
  { metadata, spec }: Entity,
  what: 'system' | 'domain' | 'subdomainOf',
): string | undefined {
  const ref = spec?.[what];
  try {
    return typeof ref === 'string' && ref
      ? groupName(
          parseEntityRef(ref, {
            defaultKind: what === 'subdomainOf' ? 'domain' : what,
            defaultNamespace: metadata.namespace,
          }),
        )
      : undefined;
  } catch {
    // What names nothing belongs nowhere.
    return undefined;
  }
}

/** What is remembered of an entity. */
export function knownOf(entity: Entity): KnownEntity {
  const { kind, metadata, spec = {}, relations = [] } = entity;
  const text = (value: unknown) =>
    typeof value === 'string' ? value : undefined;
  return {
    ...identityOf(entity),
    entityRef: stringifyEntityRef(entity),
    kind,
    name: metadata.name,
    title: metadata.title,
    etag: metadata.etag,
    type: text(spec.type),
    system: shortOf(entity, 'system'),
    lifecycle: text(spec.lifecycle),
    owners: relations
      .filter(({ type }) => type === RELATION_OWNED_BY)
      .map(({ targetRef }) => targetRef),
    dependsOn: relations
      .filter(({ type }) => type === RELATION_DEPENDS_ON)
      .map(({ targetRef }) => parseEntityRef(targetRef))
      .filter(ref => ref.kind.toLowerCase() === 'resource')
      .map(({ name: resource }) => resource.toLowerCase()),
    annotations: metadata.annotations ?? {},
    labels: metadata.labels ?? {},
  };
}
