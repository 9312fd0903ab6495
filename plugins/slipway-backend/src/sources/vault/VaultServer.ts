import { FactSink } from '@slipway/plugin-slipway-node';
import { Subject, VaultSecret } from '@slipway/plugin-slipway-common';
import { Clock, isoNow } from '../../lib/clock';
import { StateStore } from '../../store';
import { VaultServerConfig } from './config';
import { ServerError } from '../servers/problems';
import { ServerReader } from '../servers/ServerReader';
import { DocumentFollower } from '../servers/DocumentFollower';
import { Paths, References, pathsIn } from './references';
import { vaultPlace } from './place';
import { Mount, VaultClient } from './VaultClient';

/** What services take from Vault, and which pods run, is looked at anew. */
const TURN_MS = 30_000;
const AT_ONCE = 4;
/** A token of the configuration has to be renewed by somebody. */
const TOKEN_SOON_MS = 7 * 24 * 3600_000;

type Found = Omit<VaultSecret, 'secrets' | 'users'>;

export interface VaultServerOptions {
  config: VaultServerConfig;
  store: Pick<StateStore, 'documentsAfter'>;
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
  private readonly known = new Map<string, { at: number; found: Found }>();
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
    const references = followed.map(({ subject, value }) => ({
      subject,
      paths: value,
    }));
    const mounts = await this.engines(signal);
    const wanted = new Set(
      references.flatMap(({ paths }) => [...paths.keys()]),
    );
    for (const path of this.known.keys()) {
      if (!wanted.has(path)) {
        this.known.delete(path);
      }
    }
    await this.readAll(
      [...wanted].filter(p => this.isDue(p)),
      mounts,
      signal,
    );
    const at = isoNow(clock);
    this.options.onRead(
      references.map(of => this.readingOf(of)),
      at,
    );
    // It is as fresh as what was read longest ago.
    const times = [...this.known.values()].map(known => known.at);
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

  private isDue(path: string): boolean {
    const { clock, everyMs } = this.options;
    const known = this.known.get(path);
    return !known || clock.now() - known.at >= everyMs;
  }

  private async readAll(paths: string[], mounts: Mount[], signal: AbortSignal) {
    const left = [...paths];
    const worker = async () => {
      for (let path = left.pop(); path !== undefined; path = left.pop()) {
        const found = await this.read(this.placeOf(path, mounts), signal);
        this.known.set(path, { at: this.options.clock.now(), found });
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
        // A token that is no good any more is refused everywhere, which says nothing of this path.
        await (this.proof ??= this.engines(signal, true));
        const permission =
          kv === 1 ? `${mount}/${folder}` : `${mount}/metadata/${path}`;
        return { ...place, known: 'denied', permission };
      }
      throw error;
    }
  }

  private placeOf(key: string, mounts: Mount[]) {
    const { name: server, mount } = this.options.config;
    return { server, ...vaultPlace(key, mounts, mount) };
  }

  private readingOf({ subject, paths }: References): VaultReading {
    return {
      subject,
      secrets: [...paths].map(([path, { secrets, users }]) => ({
        ...this.known.get(path)!.found,
        secrets,
        users,
      })),
    };
  }
}

const expiryName =
  /^(expires?|expiry|expiration|valid)([ _-]?(at|on|until|date))?$/i;

function expiryIn(custom: Record<string, string>): string | undefined {
  const said = Object.entries(custom).find(([name]) => expiryName.test(name));
  const at = Date.parse(said?.[1] ?? '');
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
}
