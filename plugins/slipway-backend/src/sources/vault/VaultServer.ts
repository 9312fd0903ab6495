import { FactSink } from '@slipway/plugin-slipway-node';
import { Subject, VaultSecret } from '@slipway/plugin-slipway-common';
import { Clock, isoNow } from '../../lib/clock';
import { StateStore } from '../../store';
import { VaultServerConfig } from './config';
import { ServerError } from '../servers/problems';
import { ServerReader } from '../servers/ServerReader';
import { DocumentFollower } from '../servers/DocumentFollower';
import { Paths, pathsIn } from './references';
import { secretsBelow } from './folders';
import { NamedFolders, NamedSecrets } from './NamedSecrets';
import { secretLink } from './link';
import { VaultPlace, vaultPlace } from './place';
import { Mount, VaultClient } from './VaultClient';

/** What services take from Vault, and which pods run, is looked at anew. */
const TURN_MS = 30_000;
const AT_ONCE = 4;
/** A token of the configuration has to be renewed by somebody. */
const TOKEN_SOON_MS = 7 * 24 * 3600_000;

type Found = Omit<VaultSecret, 'secrets' | 'users'>;
type Folder = Awaited<ReturnType<typeof secretsBelow>>;

export interface VaultServerOptions {
  config: VaultServerConfig;
  store: Pick<StateStore, 'documentsAfter'>;
  /** Some of them name secrets by annotation. */
  entities: ConstructorParameters<typeof NamedSecrets>[0];
  clock: Clock;
  random: () => number;
  /** From one reading of a secret's metadata to the next. */
  everyMs: number;
  /** All that is known of what services take from here, whenever it was looked at. */
  onRead: (read: VaultReading[], at: string) => void;
}

export interface VaultReading {
  subject: Subject;
  secrets: VaultSecret[];
}

/** Under which id a server is told of. */
export function vaultSource({ name }: Pick<VaultServerConfig, 'name'>): string {
  return `vault/${name}`;
}

/** Follows what services take from one server. */
export class VaultServer {
  readonly source: string;
  private readonly client: VaultClient;
  private readonly references: DocumentFollower<'secrets', Paths>;
  private readonly reader: ServerReader;
  /** Of the one server that entities mean, what they name. */
  private readonly naming: NamedSecrets | undefined;
  private readonly known = new Map<string, { at: number; found: Found }>();
  private readonly folders = new Map<string, Folder & { at: number }>();
  private mounts: { at: number; list: Mount[] } | undefined;
  private warning: string | undefined;
  /** That the token is good, once in a turn. */
  private proof: Promise<unknown> | undefined;

  constructor(private readonly options: VaultServerOptions) {
    const { config, clock, store, random } = options;
    this.source = vaultSource(config);
    this.client = new VaultClient(config, clock);
    this.references = new DocumentFollower(store, 'secrets', secrets =>
      pathsIn(secrets, config.stores),
    );
    this.naming =
      config.named && new NamedSecrets(options.entities, store, config.named);
    this.reader = new ServerReader({
      source: this.source,
      clock,
      random,
      everyMs: TURN_MS,
      permission: `a token or role that Vault server ${config.name} accepts`,
      turn: signal => this.turn(signal),
    });
  }

  run(sink: Pick<FactSink, 'health'>, signal: AbortSignal): Promise<void> {
    return this.reader.run(sink, signal);
  }

  private async turn(signal: AbortSignal) {
    const { clock } = this.options;
    this.proof = undefined;
    const followed = await this.references.read();
    const naming = (await this.naming?.read()) ?? [];
    const mounts = await this.engines(signal);
    const wanted = new Map<string, VaultPlace>();
    const want = (place: VaultPlace) => wanted.set(keyOf(place), place);
    followed.forEach(({ value }) =>
      value.forEach((_, path) => want(this.placeOf(path, mounts))),
    );
    const folders = naming.flatMap(({ named }) =>
      this.foldersOf(named, mounts),
    );
    forget(this.folders, new Set(folders.map(keyOf)));
    for (const folder of folders) {
      (await this.below(folder, signal)).places.forEach(want);
    }
    forget(this.known, wanted);
    await this.readAll(
      [...wanted.values()].filter(place => this.isDue(keyOf(place))),
      signal,
    );
    const readings = new Map<string, VaultReading>();
    followed.forEach(({ subject, value }) =>
      readings.set(
        keyOfSubject(subject),
        this.readingOf(subject, value, mounts),
      ),
    );
    naming.forEach(({ subject, named }) => {
      const key = keyOfSubject(subject);
      const { secrets = [] } = readings.get(key) ?? {};
      const more = [
        ...this.namedIn(this.foldersOf(named, mounts), secrets),
        ...this.refusedIn(named),
      ];
      readings.set(key, { subject, secrets: [...secrets, ...more] });
    });
    const at = isoNow(clock);
    this.options.onRead([...readings.values()], at);
    // It is as fresh as what was read longest ago.
    const times = [...this.known.values(), ...this.folders.values()].map(
      known => known.at,
    );
    return {
      heardAt: new Date(Math.min(clock.now(), ...times)).toISOString(),
      ...(this.warning && { reason: this.warning }),
    };
  }

  /** Whether it answers at all, and what it has; a token that is no good shows here. */
  private async engines(signal: AbortSignal, anew = false): Promise<Mount[]> {
    const { clock, everyMs } = this.options;
    if (!anew && this.mounts && clock.now() - this.mounts.at < everyMs) {
      return this.mounts.list;
    }
    this.mounts = undefined;
    if (await this.client.sealed(signal)) {
      throw new ServerError('unreachable', 'it is sealed');
    }
    const list = await this.client.mounts(signal).catch(error => {
      this.client.forgetToken();
      throw error;
    });
    const endsAt = await this.client
      .tokenEndsAt(signal)
      // Its policy may not allow even that.
      .catch(() => undefined);
    const left = endsAt ? Date.parse(endsAt) - clock.now() : Infinity;
    this.warning =
      left < TOKEN_SOON_MS ? `the portal's token ends at ${endsAt}` : undefined;
    this.mounts = { at: clock.now(), list };
    return list;
  }

  private isDue(key: string, known: Map<string, { at: number }> = this.known) {
    const { clock, everyMs } = this.options;
    const { at = -Infinity } = known.get(key) ?? {};
    return clock.now() - at >= everyMs;
  }

  private async readAll(places: VaultPlace[], signal: AbortSignal) {
    const left = [...places];
    const { config, clock } = this.options;
    const server = config.name;
    const worker = async () => {
      for (let place = left.pop(); place; place = left.pop()) {
        const found = await this.read({ server, ...place }, signal);
        const link = found.known === 'data' && secretLink(config, place);
        this.known.set(keyOf(place), {
          at: clock.now(),
          found: { ...found, ...(link && { link }) },
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  /** What is denied costs only itself. */
  private async read(
    place: Pick<Found, 'server' | 'mount' | 'path' | 'kv'>,
    signal: AbortSignal,
  ): Promise<Found> {
    const { mount, path, kv } = place;
    const folder = path.split('/').slice(0, -1).join('/');
    try {
      if (kv === 1) {
        const names = await this.client.names(mount, folder, signal);
        const there = names.includes(path.slice(path.lastIndexOf('/') + 1));
        return { ...place, known: there ? 'data' : 'absent' };
      }
      const metadata = await this.client.metadata(mount, path, signal);
      if (!metadata) {
        return { ...place, known: 'absent' };
      }
      const { custom, destroyed, ...rest } = metadata;
      const expiresAt = expiryIn(custom);
      return {
        ...place,
        known: 'data',
        ...rest,
        ...(destroyed && { destroyed }),
        ...(expiresAt && { expiresAt }),
      };
    } catch (error) {
      if (error instanceof ServerError && error.problem === 'denied') {
        await this.isGood(signal);
        const permission =
          kv === 1 ? `${mount}/${folder}` : `${mount}/metadata/${path}`;
        return { ...place, known: 'denied', permission };
      }
      throw error;
    }
  }

  /** A token that is no good any more is refused everywhere, which says nothing of one path: throws where it is so. */
  private isGood(signal: AbortSignal) {
    return (this.proof ??= this.engines(signal, true));
  }

  private placeOf(key: string, mounts: Mount[]): VaultPlace {
    return vaultPlace(key, mounts, this.options.config.mount);
  }

  /** An engine that the token does not see may be of either version: nothing is asked of it. */
  private foldersOf(
    { engine, folders }: NamedFolders,
    mounts: Mount[],
  ): VaultPlace[] {
    const kv = mounts.find(({ path }) => path === engine)?.kv;
    return folders.map(path => ({ mount: engine, path, kv: kv ?? 2 }));
  }

  private async below(
    folder: VaultPlace,
    signal: AbortSignal,
  ): Promise<Folder> {
    const key = keyOf(folder);
    if (this.isDue(key, this.folders)) {
      const seen = this.mounts?.list.some(({ path }) => path === folder.mount);
      const found: Folder = seen
        ? await secretsBelow(this.client, folder, signal)
        : { places: [], denied: true };
      if (found.denied && seen) {
        await this.isGood(signal);
      }
      this.folders.set(key, { ...found, at: this.options.clock.now() });
    }
    return this.folders.get(key)!;
  }

  private readingOf(
    subject: Subject,
    paths: Paths,
    mounts: Mount[],
  ): VaultReading {
    return {
      subject,
      secrets: [...paths].map(([path, { secrets, users }]) => ({
        ...this.known.get(keyOf(this.placeOf(path, mounts)))!.found,
        secrets,
        users,
      })),
    };
  }

  /** Whether there is such a folder is not said either. */
  private refusedIn({ engine, refused }: NamedFolders): VaultSecret[] {
    return refused.map(path => ({
      server: this.options.config.name,
      mount: engine,
      path,
      kv: 2,
      known: 'denied',
      folder: true,
      secrets: [],
      users: [],
      named: true,
    }));
  }

  /** What folders have, beside what the cluster is seen to take. */
  private namedIn(folders: VaultPlace[], taken: VaultSecret[]): VaultSecret[] {
    const seen = new Set(taken.map(keyOf));
    const { name: server } = this.options.config;
    const own = { secrets: [], users: [], named: true };
    return folders.flatMap<VaultSecret>(folder => {
      const { places, denied } = this.folders.get(keyOf(folder))!;
      return denied
        ? [
            {
              ...own,
              ...folder,
              server,
              known: 'denied',
              folder: true,
              permission: listing(folder),
            },
          ]
        : places
            .filter(place => !seen.has(keyOf(place)))
            .map(place => ({ ...own, ...this.known.get(keyOf(place))!.found }));
    });
  }
}

function listing({ mount, path, kv }: VaultPlace): string {
  return kv === 1 ? `${mount}/${path}` : `${mount}/metadata/${path}`;
}

function keyOf({ mount, path }: Pick<VaultPlace, 'mount' | 'path'>): string {
  return `${mount}/${path}`;
}

function keyOfSubject(subject: Subject): string {
  return Object.values(subject).join('/');
}

function forget(all: Map<string, unknown>, wanted: Pick<Set<string>, 'has'>) {
  [...all.keys()]
    .filter(key => !wanted.has(key))
    .forEach(key => all.delete(key));
}

const expiryName =
  /^(expires?|expiry|expiration|valid)([ _-]?(at|on|until|date))?$/i;

function expiryIn(custom: Record<string, string>): string | undefined {
  const said = Object.entries(custom).find(([name]) => expiryName.test(name));
  const at = Date.parse(said?.[1] ?? '');
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
}
